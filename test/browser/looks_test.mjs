// Who looked at a file: reached from the foot of each of its pages, counted by day, person and kind, read by who
// may read the file and by an auditor, who sees no name.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();

await suite(async ({ test, page, check, look, print, shot, signIn }) => {
    await house.enter(page);
    const file = `${house.address}/candidates/kandidaat-0002`, looks = `${file}/looks`;
    const inside = { before: (made) => signIn(made, house.who) };
    const rows = (made) => made.evaluate(() => Array.from(document.querySelectorAll("main tbody tr:has(td)"))
        .map((row) => Array.from(row.children).map((cell) => cell.innerText.trim())));

    await test("nobody looked yet, and looking is a look", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(looks);
        mustBe((await rows(made)).length, 0, "rows");
        must(await made.isVisible("#not-here"), "it does not say what is not here");
        await check(made, "nobody looked");
        await shot(made, "looks-none");
        await made.goto(looks);
        const [row] = await rows(made);
        mustBe(row[1], "Bekeken: wie er keek", "what was done");
        mustBe(row[2], "1", "how often");
        await made.context().close();
    });

    await test("the file, its match, what fits at work and a change are told apart and counted", async () => {
        const made = await page();
        await signIn(made, house.who);
        for (const tail of ["", "", "", "/needs", "/matches", "/edit/availability"]) await made.goto(`${file}${tail}`);
        await made.fill("[name=hours_max]", "41");
        await submit(made, "main form.narrow-form button[type=submit]");
        house.opstap(["match", "--db", house.database, "--candidate", "kandidaat-0002"]);
        await made.goto(file);
        await Promise.all([made.waitForNavigation(), made.click("footer a[href$='/looks']")]);
        mustBe(made.url(), looks, "where the foot of the file leads");
        const found = await rows(made);
        const times = (what, who) => Number(found.find((row) => row[1] === what && row[0].startsWith(who))?.[2] ?? 0);
        must(times("Dossier bekeken", "") >= 5, `the file: ${JSON.stringify(found)}`);
        mustBe(times("Bekeken: wat past op het werk", ""), 1, "what fits at work");
        mustBe(times("Dossier veranderd", ""), 1, "changes");
        mustBe(times("Plekken bekeken", "opdrachtregel"), 1, "matches, by the command line");
        mustBe(found.length, 6, "rows");
        await check(made, "who looked");
        mustBe(await print(made, "looks"), 1, "sheets of paper");
        await made.context().close();
    });

    await look(looks, "looks", inside);

    await test("many days are paged by address, and one can come back", async () => {
        const other = `${house.address}/candidates/kandidaat-0003`;
        const made = await page({ tongue: "en-GB" });
        await signIn(made, house.who);
        for (let i = 0; i < 205; i++) {
            mustBe((await made.request.get(`${other}/needs`)).status(), 200, `look ${i}`);
            await made.waitForTimeout(40); // within the rate of a session
        }
        await made.goto(`${other}/looks`);
        await shot(made, "looks-en");
        await Promise.all([made.waitForNavigation(), made.click("a[rel=next]")]);
        must(made.url().includes("?before="), `the address: ${made.url()}`);
        await check(made, "older looks");
        await Promise.all([made.waitForNavigation(), made.click("main nav a")]);
        must(made.url().endsWith("/looks"), `back at the newest: ${made.url()}`);
        await made.context().close();
    });

    await test("a list of it is a file of its own", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(looks);
        const [saved] = await Promise.all([made.waitForEvent("download"), made.click("main a[href$='.csv']")]);
        mustBe(saved.suggestedFilename(), "wie-keek.csv", "the name of the file");
        await made.context().close();
    });

    await test("an auditor sees who looked, not at whom", async () => {
        house.opstap(["user", "add", "controle", "--db", house.database, "--roles", "auditor"], "drie woorden van de controle\n");
        const made = await page();
        await signIn(made, { ...house.who, login: "controle", password: "drie woorden van de controle" });
        await made.goto(`${house.address}/`);
        await check(made, "the first page of an auditor");
        await made.fill("main [name=id]", "kandidaat-0002");
        await submit(made, "main form[action='/looks'] button");
        mustBe(made.url(), looks, "where the id leads");
        must((await rows(made)).length > 3, "rows");
        must(!(await made.textContent("body")).includes("Kandidaat 0002"), "the name is shown");
        mustBe(await made.locator("main a[href$='.csv']").count(), 0, "the file to take");
        await check(made, "who looked, for an auditor");
        await shot(made, "looks-auditor");
        await made.context().close();
    });
});

await house.close();
