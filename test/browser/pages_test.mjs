// The real program over a made-up region: each page looked at, signing in, an explained match, a plan,
// a pinned pair.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse } from "./house.mjs";

const house = await openHouse();

await suite(async ({ test, page, look, check, walk, print, shot, signIn }) => {
    await look(`${house.address}/sign-in`, "sign-in");
    await look(house.link, "setup");
    await look(`${house.address}/help`, "help");
    await look(`${house.address}/privacy`, "privacy");

    await test("a short password is refused, and what was said stays", async () => {
        const made = await page();
        await made.goto(house.link);
        await made.fill("[name=password]", "kort");
        await Promise.all([made.waitForNavigation(), made.click("main button[type=submit]")]);
        must(await made.isVisible("#password-why"), "it does not say why");
        await made.context().close();
    });

    await test("the link sets a password once", async () => {
        const made = await page();
        await made.goto(house.link);
        await made.fill("[name=password]", house.who.password);
        await Promise.all([made.waitForNavigation(), made.click("main button[type=submit]")]);
        mustBe(new URL(made.url()).pathname, "/sign-in", "where it leads");
        const again = await made.goto(house.link);
        mustBe(again.status(), 404, "the second time");
        await made.context().close();
    });

    await test("a wrong password and an unknown name get the same answer", async () => {
        const made = await page();
        const said = [];
        for (const login of ["beheer", "nobody-at-all"]) {
            await signIn(made, { ...house.who, login, password: "niet het goede" });
            said.push(await made.textContent("[role=alert]"));
        }
        must(said[0] && said[0].length > 10, "nothing is said");
        mustBe(said[0], said[1], "the second answer");
        await made.context().close();
    });

    const inside = { before: (made) => signIn(made, house.who) };
    await look(`${house.address}/`, "start", inside);
    await look(`${house.address}/candidates?words=0001`, "candidates", inside);
    await look(`${house.address}/candidates/kandidaat-0001`, "candidate", inside);
    await look(`${house.address}/candidates/kandidaat-0001/edit/availability`, "candidate-edit", inside);
    await look(`${house.address}/candidates/kandidaat-0001/timetable`, "candidate-timetable", inside);
    await look(`${house.address}/candidates/kandidaat-0001/needs`, "candidate-needs", inside);
    await look(`${house.address}/candidates/kandidaat-0001/looks`, "candidate-looks", inside);
    await look(`${house.address}/candidates/kandidaat-0001/lists/language/1`, "candidate-row", inside);
    await look(`${house.address}/candidates/kandidaat-0001/lists/skills/new`, "candidate-row-list", inside);
    await look(`${house.address}/candidates/new`, "candidate-new", inside);
    await look(`${house.address}/openings`, "openings", inside);
    await look(`${house.address}/openings/opening-001`, "opening", inside);
    await look(`${house.address}/openings/opening-001/candidates`, "opening-candidates", inside);
    await look(`${house.address}/candidates/kandidaat-0001/matches`, "matches", inside);
    await look(`${house.address}/candidates/kandidaat-0001/openings`, "pairs", inside);
    await look(`${house.address}/candidates/kandidaat-0001/shown`, "shown-lists", inside);
    await look(`${house.address}/shown/1`, "shown-list", inside);
    await look(`${house.address}/account`, "account", inside);
    await look(`${house.address}/account/factor`, "account-factor", inside);
    await look(`${house.address}/plan`, "plan-before", inside);
    await look(`${house.address}/regions/steps?region=AM13`, "region-steps", inside);
    await look(`${house.address}/regions/groups`, "region-groups", inside);

    await test("a plan is made while somebody waits", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}/plan`);
        await Promise.all([made.waitForNavigation(), made.click("form[action='/plan/make'] button")]);
        await made.waitForSelector(".plan-headline", { timeout: 60000 });
        const said = await made.textContent(".plan-headline");
        must(/424/.test(said) && /1\.200/.test(said), `the headline says: ${said}`);
        await made.context().close();
    });
    await look(`${house.address}/plan`, "plan", inside);
    await look(`${house.address}/plan/print`, "plan-print", inside);

    await test("a pair is pinned, shown in the plan, and freed", async () => {
        const made = await page();
        const address = `${house.address}/candidates/kandidaat-0001/matches/opening-154`;
        await signIn(made, house.who);
        await made.goto(address);
        await Promise.all([made.waitForNavigation(), made.click("button[value=pin]")]);
        mustBe(made.url(), address, "it stays on the page");
        must(await made.isVisible("button[value=free]"), "it cannot be taken back");
        await check(made, "a pinned pair");
        await shot(made, "pair-pinned");
        await made.goto(`${house.address}/plan`);
        must(await made.isVisible(".plan-pairs li"), "the plan does not name it");
        must(await made.isVisible(".utrecht-alert--warning"), "the plan does not say that it is of before");
        await Promise.all([made.waitForNavigation(), made.click(".plan-pairs__form button")]);
        must(!await made.isVisible(".plan-pairs li"), "it is still there");
        await made.context().close();
    });

    await test("an explanation is read without a script, by keyboard", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(`${house.address}/candidates/kandidaat-0001/matches`);
        must(await made.isVisible(".match__answer"), "there is no answer");
        await made.context().close();
        const keyed = await page();
        await signIn(keyed, house.who);
        await keyed.goto(`${house.address}/candidates/kandidaat-0001/matches`);
        const stops = await walk(keyed);
        must(stops.some((one) => one.tag === "summary"), "the score cannot be opened by keyboard");
        await keyed.context().close();
    });

    await test("the plan is printed", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}/plan/print`);
        must(await print(made, "plan-print") >= 1, "no sheet");
        await made.context().close();
    });

    await test("in English", async () => {
        const made = await page({ tongue: "en-GB" });
        await signIn(made, house.who);
        await made.goto(`${house.address}/candidates/kandidaat-0001/matches`);
        mustBe(await made.getAttribute("html", "lang"), "en", "the language");
        await check(made, "matches in English");
        await made.context().close();
    });

    await test("another tenant's and nobody's things are not there; a stranger signs in first", async () => {
        const made = await page();
        const stranger = await made.goto(`${house.address}/plan`);
        mustBe(new URL(made.url()).pathname, "/sign-in", "a stranger");
        mustBe(stranger.status(), 200, "the form");
        await signIn(made, house.who);
        mustBe((await made.goto(`${house.address}/candidates/nobody/matches`)).status(), 404, "nobody");
        must(await made.isVisible("main p"), "it says nothing");
        await shot(made, "not-found");
        await made.context().close();
    });

    await test("signing out ends it", async () => {
        const made = await page();
        await signIn(made, house.who);
        await Promise.all([made.waitForNavigation(), made.click("form[action='/sign-out'] button")]);
        await made.goto(`${house.address}/plan`);
        mustBe(new URL(made.url()).pathname, "/sign-in", "afterwards");
        await made.context().close();
    });
});
await house.close();
