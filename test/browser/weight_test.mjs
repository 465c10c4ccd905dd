// The pages of the program itself, with a region of invented people: each in English, how much it weighs,
// what browsers keep, an explained match without scripts, the plan on paper.
import zlib from "node:zlib";
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const PLAN_WAIT_MS = 60000;
const FIRST_PAGE_BYTES_MAX = 50000, PAGE_BYTES_MAX = 15000;

const house = await openHouse();

// The first link on a page whose address looks like that.
async function link(made, pattern) {
    const found = await made.evaluate((words) => Array.from(document.querySelectorAll("a[href]"))
        .map((one) => one.getAttribute("href")).find((one) => new RegExp(words).test(one)), pattern.source);
    must(found, `no link like ${pattern} on ${made.url()}`);
    return found;
}

function packed(bytes) {
    return zlib.gzipSync(bytes, { level: 6 }).length;
}

await suite(async ({ test, page, open, check, shot, walk, print, signIn }) => {
    const at = (where) => house.address + where;
    let state;

    await test("the link for the first user sets a password, and with it one signs in", async () => {
        const made = await page();
        await open(made, house.link);
        await check(made, "setup");
        await made.fill("[name=password]", house.who.password);
        await submit(made);
        await signIn(made, house.who);
        mustBe(await made.locator(".page-header__person").count(), 1, "a person in the header");
        state = await made.context().storageState();
        await made.context().close();
    });

    const places = { start: "/", account: "/account", openings: "/openings", plan: "/plan" };
    await test("a plan is made, and its pages are found", async () => {
        const made = await page({ context: { storageState: state } });
        await open(made, at("/plan"));
        const make = made.locator("form[action='/plan/make'] button");
        if (await make.count()) await submit(made, "form[action='/plan/make'] button");
        await made.waitForSelector(".plan-group", { timeout: PLAN_WAIT_MS }); // the page asks again by itself
        places["plan-print"] = "/plan/print";
        const pair = await link(made, /\/candidates\/[^/]+\/matches\/[^/]+$/);
        places.pair = pair;
        places.matches = pair.replace(/\/[^/]+$/, "");
        places["why-not"] = places.matches.replace(/matches$/, "openings");
        places.file = places.matches.replace(/\/matches$/, "");
        places.timetable = `${places.file}/timetable`;
        places.needs = `${places.file}/needs`;
        places.section = `${places.file}/edit/availability`;
        places.row = `${places.file}/lists/language/new`;
        await open(made, at("/openings"));
        places.opening = await link(made, /^\/openings\/[^/?]+$/);
        places["opening-people"] = `${places.opening}/candidates`;
        await made.context().close();
    });

    await test("every page in English, by keyboard", async () => {
        const made = await page({ tongue: "en-GB", context: { storageState: state } });
        for (const [name, where] of Object.entries(places)) {
            await open(made, at(where));
            mustBe(await made.evaluate(() => document.documentElement.lang), "en", `the tongue of ${name}`);
            await check(made, `${name}, English`);
            await shot(made, `${name}-english`);
        }
        await open(made, at("/"));
        await walk(made);
        await made.context().close();
    });

    await test("the first page weighs at most 50 kB, a page after it 15 kB", async () => {
        const made = await page({ context: { storageState: state } });
        let assets = 0;
        await open(made, at("/sign-in"));
        for (const one of await made.evaluate(() => Array.from(document.querySelectorAll("link, script"))
            .map((part) => part.href || part.src))) {
            assets += packed(await (await made.request.get(one)).body());
        }
        const wrong = [];
        for (const [name, where] of Object.entries(places)) {
            const bytes = packed(await (await open(made, at(where))).body());
            if (name === "start") console.log(`# first page, packed: ${bytes + assets} bytes`);
            if (name === "start" && bytes + assets > FIRST_PAGE_BYTES_MAX) wrong.push(`the first page: ${bytes + assets}`);
            console.log(`# ${name}, packed: ${bytes} bytes`);
            if (bytes > PAGE_BYTES_MAX && name !== "plan-print") wrong.push(`${name}: ${bytes}`);
        }
        await made.context().close();
        mustBe(wrong.join(", "), "", "pages that are too heavy");
    });

    await test("styles are kept by browsers, packed for who takes it, and never asked for twice", async () => {
        const made = await page({ context: { storageState: state } });
        await open(made, at("/sign-in"));
        const style = await made.evaluate(() => document.querySelector("link[rel=stylesheet]").href);
        const answer = await made.request.get(style);
        mustBe(answer.headers()["cache-control"], "public, max-age=31536000, immutable", "how long it is kept");
        mustBe(answer.headers()["content-encoding"], "gzip", "how it is packed");
        const again = await made.request.get(style, { headers: { "if-none-match": answer.headers().etag } });
        mustBe(again.status(), 304, "the answer to who has it");
        await made.context().close();
    });

    await test("without scripts an explained match is read, and its score opens", async () => {
        const made = await page({ script: false, context: { storageState: state } });
        await open(made, at(places.pair));
        must((await made.locator(".match__answer").first().textContent()).trim().length > 4, "no answer");
        const score = made.locator(".match__score").first();
        if (await score.count()) {
            await score.locator("summary").click();
            must(await score.locator("table").isVisible(), "the score did not open");
        }
        await made.context().close();
    });

    await test("the plan on paper", async () => {
        const made = await page({ context: { storageState: state } });
        await open(made, at("/plan/print"));
        const sheets = await print(made, "plan-print");
        console.log(`# the plan of the demo: ${sheets} sheets`);
        must(sheets >= 1 && sheets <= 60, `${sheets} sheets`);
        await made.context().close();
    });
});
await house.close();
