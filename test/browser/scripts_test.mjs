// The scripts, and that nothing needs them: search while typing, whether a form was saved, arrow keys in
// the week; the same without scripts; by keyboard alone; on paper.
import fs from "node:fs";
import path from "node:path";
import { build, must, mustBe, suite } from "./harness.mjs";
import { servePatterns } from "./patterns.mjs";

const PAUSE_MS = 700; // longer than a script waits before it asks

await suite(async ({ test, page, open, walk, print }) => {
    const server = await servePatterns();
    const at = (name) => `${server.address}/pattern/${name}`;

    async function visit(name, how, verb) {
        const made = await page(how);
        try {
            await open(made, at(name));
            await verb(made);
            mustBe(made.wrong.join("; "), "", "what the browser complained of");
        } finally {
            await made.context().close();
        }
    }
    const rows = (made) => made.locator("#results tbody tr").count();

    await test("results come while somebody types, the count is said, the address is kept", () =>
        visit("list", {}, async (made) => {
            mustBe(await rows(made), 8, "rows before");
            await made.locator("#search").pressSequentially("ahm", { delay: 20 });
            await made.waitForFunction(() => document.querySelectorAll("#results tbody tr").length === 1);
            must(made.url().endsWith("?search=ahm&sort=name"), `the address is ${made.url()}`);
            const said = await made.locator("form [role=status]").textContent();
            must(said.includes("1 kandidaten"), `it said "${said}"`);
            mustBe(await made.locator("[role=status]").count(), 1, "places that say something");
            mustBe(await made.evaluate(() => document.activeElement.id), "search", "the focus");
            await made.reload();
            mustBe(await rows(made), 1, "rows after the page was loaded again");
        }));

    await test("the last of what was typed wins, and one pause asks once", () =>
        visit("list", {}, async (made) => {
            let asked = 0;
            made.on("request", (request) => { asked += request.resourceType() === "fetch" ? 1 : 0; });
            await made.locator("#search").pressSequentially("yonas", { delay: 20 });
            await made.waitForTimeout(PAUSE_MS);
            mustBe(asked, 1, "questions to the server");
            mustBe(await rows(made), 1, "rows");
        }));

    await test("without scripts the same search is a form", () =>
        visit("list", { script: false }, async (made) => {
            await made.fill("#search", "ahm");
            await Promise.all([made.waitForURL(/search=ahm/), made.click(".filters button")]);
            mustBe(await rows(made), 1, "rows");
        }));

    await test("a form says whether it was saved, and asks before somebody leaves", () =>
        visit("form", {}, async (made) => {
            const says = made.locator("[data-save-says]");
            mustBe(await says.textContent(), "", "what is said at first");
            await made.fill("#note", "Belt morgen terug");
            mustBe(await says.textContent(), "Nog niet opgeslagen", "what is said of a change");
            let asked = false;
            made.on("dialog", (dialog) => { asked = dialog.type() === "beforeunload"; return dialog.dismiss(); });
            await made.click(".page-header__name").catch(() => {});
            await made.waitForTimeout(PAUSE_MS);
            must(asked, "nobody asked before the page was left");
            await made.fill("#note", "");
            mustBe(await says.textContent(), "Opgeslagen", "what is said when all is as it was");
        }));

    await test("sending a form asks nothing", () =>
        visit("form", {}, async (made) => {
            let asked = false;
            made.on("dialog", (dialog) => { asked = true; return dialog.accept(); });
            await made.fill("#note", "Belt morgen terug");
            await Promise.all([made.waitForNavigation(), made.click(".form__end button")]);
            must(!asked, "it asked");
        }));

    const focused = (made) => made.evaluate(() => document.activeElement.value);
    await test("arrow keys go through the week, Space ticks, Shift passes it on", () =>
        visit("form", {}, async (made) => {
            const first = made.locator(".week input").first();
            await first.focus();
            await made.keyboard.press("ArrowDown");
            await made.keyboard.press("ArrowRight");
            mustBe(await focused(made), "1-9", "the cell after down and right");
            await made.keyboard.press("ArrowLeft");
            await made.keyboard.press("Space");
            must(await made.locator("[value='0-9']").isChecked(), "Space did not tick");
            await made.keyboard.press("Shift+ArrowDown");
            must(await made.locator("[value='0-10']").isChecked(), "Shift and an arrow did not pass it on");
            await made.keyboard.press("End");
            mustBe(await focused(made), "6-10", "the end of the row");
            await made.keyboard.press("Home");
            await made.keyboard.press("ArrowLeft");
            mustBe(await focused(made), "0-10", "the cell at the edge");
            mustBe(await made.locator("[data-save-says]").textContent(), "Nog niet opgeslagen", "the state of the form");
            mustBe(await made.locator(".week input[tabindex='0']").count(), 1, "cells in the order of Tab");
        }));

    await test("without scripts every cell of the week can be reached and ticked", () =>
        visit("form", { script: false }, async (made) => {
            await made.locator("[value='2-8']").focus();
            await made.keyboard.press("Tab");
            mustBe(await focused(made), "3-8", "the next cell");
            await made.keyboard.press("Space");
            must(await made.locator("[value='3-8']").isChecked(), "Space did not tick");
        }));

    for (const name of ["list", "form", "match", "plan"]) {
        await test(`${name} by keyboard: the skip link first, then everything, each seen`, () =>
            visit(name, {}, async (made) => {
                const stops = await walk(made);
                mustBe(stops[0].what, "Naar de inhoud", "the first stop");
                must(stops.some((stop) => stop.what === "Uitloggen"), "signing out was not reached");
                must(stops.length > 10, `only ${stops.length} stops`);
            }));
    }

    await test("the skip link goes to the content", () =>
        visit("list", {}, async (made) => {
            await made.keyboard.press("Tab");
            await made.keyboard.press("Enter");
            mustBe(await made.evaluate(() => document.activeElement.id), "main", "the focus");
        }));

    await test("on paper: two sheets at most, without what only a screen needs", () =>
        visit("plan", {}, async (made) => {
            const sheets = await print(made, "pattern-plan");
            must(sheets >= 1 && sheets <= 2, `${sheets} sheets`);
            await made.emulateMedia({ media: "print" });
            for (const gone of [".utrecht-page-header", ".utrecht-nav-bar", ".utrecht-button", ".utrecht-page-footer"]) {
                mustBe(await made.locator(gone).first().isVisible(), false, `${gone} on paper`);
            }
            must(await made.locator(".bar").first().isVisible(), "the bars are not on paper");
        }));

    await test("Arabic reads from right to left, and nothing stands out at the side", () =>
        visit("form", { width: 390 }, async (made) => {
            await made.evaluate(() => { document.documentElement.dir = "rtl"; document.documentElement.lang = "ar"; });
            const room = await made.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
            mustBe(room[0], room[1], "the width of the page");
            const [label, field] = await Promise.all(["#bike + label", "#bike"].map((one) => made.locator(one).boundingBox()));
            must(label.x < field.x, "the label does not stand at the left of its box");
        }));

    await test("style, script and icon together are light", async () => {
        const bytes = ["style.css.gz", "script.js.gz", "icon.svg.gz"].map((name) =>
            fs.statSync(path.join(build, "web/style", name)).size).reduce((sum, one) => sum + one);
        console.log(`# style, script and icon, packed: ${bytes} bytes`);
        must(bytes <= 35000, `${bytes} bytes`);
    });
    await server.stop();
});
