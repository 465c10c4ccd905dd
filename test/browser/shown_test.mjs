// Lists that were shown for a decision, looked up: from a person to what stood in one, with parts that add
// up, as `opstap list shown` has them.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();
const lines = (number) => JSON.parse(house.opstap(["list", "shown", String(number), "--db", house.database, "--json"]));
const PERSON = "/candidates/kandidaat-0001";

await suite(async ({ test, page, signIn, check, shot, print, walk }) => {
    await house.enter(page);
    const follow = (made, link) => Promise.all([made.waitForNavigation(), made.click(`main ${link}`)]);
    const cells = (made, table) => made.$$eval(`${table} tbody tr`, (all) => all.map((row) =>
        Array.from(row.children).map((cell) => cell.innerText.trim())));

    await test("from a person's matches to the list that was shown, without a script", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(`${house.address}${PERSON}/shown`);
        must((await made.innerText("main")).includes("Er is geen lijst getoond."), "nothing was shown yet");
        await made.goto(`${house.address}${PERSON}/matches`);
        await made.goto(`${house.address}${PERSON}/looks`);
        await follow(made, `a[href='${PERSON}/shown']`);
        const [found] = await cells(made, "#lists-table");
        must(found[2].includes("kandidaat-0001"), found[2]);
        await follow(made, "a[href^='/shown/']");
        mustBe(await made.innerText("h1"), "Getoonde lijst 1", "the title");
        const shown = await cells(made, "#rows-table");
        const kept = lines(1);
        mustBe(shown.length, kept.length, "rows");
        for (const [at, { score, unmet, unknown }] of kept.entries()) {
            const [, , points, lacks, asks, parts] = shown[at];
            mustBe(points, score === null ? "geen" : String(score), `score of row ${at + 1}`);
            mustBe(`${lacks} ${asks}`, `${unmet} ${unknown}`, `row ${at + 1}`);
            if (score === null) continue;
            const sum = parts.split(", ").reduce((all, part) => all + Number(/ (\d+)( \(|$)/.exec(part)[1]), 0);
            mustBe(sum, score, `the parts of row ${at + 1}: ${parts}`);
        }
        const said = await made.innerText("main");
        must(/[0-9a-f]{64}/.test(said), "the input");
        must(said.includes("opnieuw gemaakt en is gelijk"), "it is proven");
        await made.context().close();
    });

    await test("by what is typed: kept when it is wrong, in the address when it is right", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}/shown`);
        await made.fill("#candidate", "wie <b>");
        await made.fill("#from", "2026-11-25");
        await made.fill("#until", "2026-11-24");
        await submit(made);
        mustBe(await made.inputValue("#candidate"), "wie <b>", "what was typed");
        mustBe(await made.locator(".utrecht-form-field-error-message").count(), 2, "messages");
        await check(made, "what is wrong is said");
        await shot(made, "shown-wrong");
        await made.fill("#candidate", "kandidaat-0001");
        await made.fill("#from", "2020-01-01");
        await made.fill("#until", "");
        await submit(made);
        mustBe(new URL(made.url()).searchParams.get("candidate"), "kandidaat-0001", "the address");
        mustBe((await cells(made, "#lists-table")).length, 1, "lists");
        await made.context().close();
    });

    await test("at 320 pixels, by keyboard, on paper, and in English", async () => {
        const made = await page({ width: 320, height: 640, tongue: "en-GB" });
        await signIn(made, house.who);
        await made.goto(`${house.address}${PERSON}/shown`);
        mustBe(await made.innerText("h1"), "Shown lists", "the title");
        for (const at of [`${PERSON}/shown`, "/shown/1"]) {
            await made.goto(house.address + at);
            const wide = await made.$$eval("[role=region][tabindex]", (all) => all
                .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.outerHTML.slice(0, 200)));
            mustBe(wide.join("\n"), "", `${at}: wider than its room`);
        }
        must((await walk(made)).some((one) => one.tag === "a" && one.what.length > 3), "rows are reached by keyboard");
        must(await print(made, "shown-list") >= 1, "no sheet");
        await made.context().close();
    });
});

await house.close();
