// The map of the regions: the tiles and the table say the same, in three colourings, and few people
// are never counted.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse } from "./house.mjs";

const house = await openHouse();

// "1.200 en 3 ..." -> 1200
const number = (said) => Number(said.split(" ")[0].replaceAll(".", ""));

await suite(async ({ test, page, look, signIn, check, shot }) => {
    await house.enter(page);
    const inside = { before: (made) => signIn(made, house.who) };
    await look(`${house.address}/regions`, "regions", inside);
    await look(`${house.address}/regions?colour=places`, "regions-places", inside);

    // Text of every tile, and of every row of the table, by name.
    const read = (made) => made.evaluate(() => ({
        tiles: Object.fromEntries(Array.from(document.querySelectorAll(".tiles .tile"))
            .map((tile) => [tile.querySelector("title").textContent, tile.querySelector(".tile__value").textContent])),
        rows: Object.fromEntries(Array.from(document.querySelectorAll("tbody tr"))
            .map((row) => Array.from(row.children).map((cell) => cell.innerText.trim()))
            .map(([name, ...cells]) => [name, cells])),
    }));

    await test("tiles and table say the same in each colouring, from the start page on", async () => {
        const made = await page();
        await signIn(made, house.who);
        await Promise.all([made.waitForNavigation(), made.click("main a[href='/regions']")]);
        for (const [column, link] of [null, "?colour=places", "?colour=places-per-hundred"].entries()) {
            if (link) await Promise.all([made.waitForNavigation(), made.click(`main a[href='/regions${link}']`)]);
            mustBe(await made.locator("main [aria-current]").count(), 1, "colourings that are chosen");
            const { tiles, rows } = await read(made);
            mustBe(Object.keys(tiles).length, 35, "tiles");
            mustBe(Object.keys(rows).length, 37, "rows");
            for (const [name, value] of Object.entries(tiles)) {
                const said = rows[name][column];
                if (/^\d/.test(said)) mustBe(value, said.split(" ")[0], `${name}, column ${column}`);
                else must(value === "< 10" || value === "?", `${name} shows ${value}, the table says ${said}`);
            }
        }
        await made.context().close();
    });

    await test("what is shown adds up, and nowhere are one to nine people", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}/regions`);
        const { rows } = await read(made);
        const total = Object.entries(rows).find(([name]) => name === "Alle regio's")[1];
        let people = 0, hidden = 0, places = 0;
        for (const [name, [count, free]] of Object.entries(rows)) {
            if (name === "Alle regio's") continue;
            if (/^\d/.test(count)) {
                people += number(count);
                must(number(count) === 0 || number(count) >= 10, `${name} counts ${count}`);
            } else hidden++;
            places += number(free);
        }
        must(hidden !== 1, "the one that is hidden can be worked out");
        if (!hidden) mustBe(people, number(total[0]), "people");
        else must(number(total[0]) - people >= 10, "what is hidden is few people");
        mustBe(places, number(total[1]), "places");
        must(places > 0, "the demo has free places");
        await made.context().close();
    });

    await test("in English, and a colouring that is not there", async () => {
        const made = await page({ tongue: "en-GB" });
        await signIn(made, house.who);
        await made.goto(`${house.address}/regions?colour=places-per-hundred`);
        await check(made, "regions in English");
        await shot(made, "regions-en");
        made.wrong.length = 0;
        const answer = await made.goto(`${house.address}/regions?colour=pink`);
        mustBe(answer.status(), 400, "a colouring that is not there");
        made.wrong.length = 0;
        await made.context().close();
    });
});

await house.close();
