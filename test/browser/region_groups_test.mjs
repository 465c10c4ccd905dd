// How far the openings reach each group: the page says what `opstap report groups` counts, no few people
// are counted, and where it is narrow its numbers need no reach aside.
import fs from "node:fs";
import { must, mustBe, suite } from "./harness.mjs";
import { TODAY, openHouse } from "./house.mjs";

const house = await openHouse();
const report = JSON.parse(house.opstap(["report", "groups", "--db", house.database, "--today", TODAY, "--json"]));

await suite(async ({ test, page, signIn, print, walk }) => {
    await house.enter(page);
    const address = `${house.address}/regions/groups`;
    // The page comes by itself when it is counted.
    const ready = (made) => made.waitForSelector("#sex-table", { timeout: 30000 });
    const opened = async (how) => {
        const made = await page(how);
        await signIn(made, house.who);
        await made.goto(address);
        await ready(made);
        return made;
    };
    const share = (part, of) => Math.floor((part * 200 + of) / (of * 2));
    // "1.234 (+3)", "62 % (−1)" -> 1234, 62; what is not shown -> null.
    const number = (said) => /^\d/.test(said) ? Number(/^[\d.]+/.exec(said)[0].replaceAll(".", "")) : null;
    const rows = (made, table) => made.$$eval(`${table} tbody tr`, (all) => all.map((row) =>
        Array.from(row.children).map((cell) => cell.innerText.trim())));

    await test("from the regions, without a script, with the counts of the command line", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(`${house.address}/regions`);
        await Promise.all([made.waitForNavigation(), made.click("main a[href='/regions/groups']")]);
        await ready(made);
        mustBe(await made.innerText("h1"), "Bereik per groep", "the title");
        let hidden = 0;
        for (const { name, groups } of report.divisions) {
            const shown = await rows(made, `#${name}-table`);
            mustBe(shown.length, groups.length, `groups by ${name}`);
            for (const [at, group] of groups.entries()) {
                const [, people, reached, openings, score, oneStep] = shown[at].map(number);
                if (group.people === 0) mustBe(shown[at][1], "niemand", group.name);
                if (group.people === 0) continue;
                for (const figure of ["people", "reached", "one_step", "openings_median"]) hidden += group[figure] === null;
                hidden += group.reached === null; // and the score with it
                mustBe(people, group.people, `people, ${group.name}`);
                mustBe(reached, group.reached === null ? null : share(group.reached, group.people), group.name);
                mustBe(openings, group.openings_median, `openings, ${group.name}`);
                mustBe(score, group.score_mean, `score, ${group.name}`);
                mustBe(oneStep, group.one_step === null ? null : share(group.one_step, group.people), group.name);
            }
        }
        const said = await made.$$eval("tbody td", (all) => all.filter((one) => one.innerText.trim() === "niet getoond").length);
        mustBe(said, hidden, "figures that are not shown");
        await made.context().close();
    });

    await test("as a file", async () => {
        const made = await opened();
        const [file] = await Promise.all([made.waitForEvent("download"), made.click("main a[href$='.csv']")]);
        mustBe(file.suggestedFilename(), "bereik-per-groep.csv", "the name");
        const lines = fs.readFileSync(await file.path(), "utf8").trim().split("\n");
        const groups = report.divisions.reduce((sum, { groups: own }) => sum + own.length, 0);
        mustBe(lines.length, groups + 2, "lines");
        must(lines[1].startsWith(`${TODAY},${report.rule_version},everybody,everybody,`), lines[1]);
        await made.context().close();
    });

    await test("at 320 pixels every number is there, behind its name, without a reach aside", async () => {
        const made = await opened({ width: 320, height: 640 });
        for (const at of ["/regions/groups", "/regions/steps?region=AM13", "/regions",
            "/candidates/kandidaat-0001/steps", "/openings/opening-001/steps"]) {
            await made.goto(house.address + at);
            await made.waitForSelector("main table.stacked", { timeout: 30000 });
            const wide = await made.$$eval("[role=region][tabindex]", (all) => all
                .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.outerHTML.slice(0, 200)));
            mustBe(wide.join("\n"), "", `${at}: wider than its room`);
            const bare = await made.$$eval(".stacked td:not([colspan])", (all) => all
                .filter((cell) => !getComputedStyle(cell, "::before").content.includes(cell.dataset.label))
                .map((cell) => cell.outerHTML.slice(0, 200)));
            mustBe(bare.join("\n"), "", `${at}: without a name`);
        }
        const cells = await (await made.context().newCDPSession(made)).send("Accessibility.getFullAXTree");
        const roles = cells.nodes.map((node) => node.role?.value);
        for (const role of ["table", "row", "rowheader", "columnheader", "cell"]) must(roles.includes(role), `no ${role}`);
        await made.context().close();
    });

    await test("by keyboard, on paper, and in English", async () => {
        const made = await opened({ tongue: "en-GB" });
        mustBe(await made.innerText("h1"), "Reach per group", "the title");
        must((await walk(made)).some((one) => one.what === "These figures as a file"), "the file is reached by keyboard");
        const sheets = await print(made, "region-groups");
        must(sheets >= 1 && sheets <= 3, `${sheets} sheets`);
        await made.context().close();
    });
});

await house.close();
