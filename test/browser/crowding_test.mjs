// How crowded it is: a list by score and one by score less price, the same as `opstap match --crowding`
// gives; the choice stays in the address; score and price stand apart.
import { must, mustBe, suite } from "./harness.mjs";
import { TODAY, openHouse } from "./house.mjs";

const house = await openHouse();
const matches = (id, ...words) => JSON.parse(house.opstap(["match", "--candidate", id, "--db", house.database,
    "--today", TODAY, "--top", "1000", "--json", ...words])).matches;

// Somebody whose list has two pages and begins otherwise when it is by what is left.
function somebody() {
    for (let i = 2; i <= 40; i++) {
        const id = `kandidaat-${String(i).padStart(4, "0")}`;
        const byScore = matches(id), byLeft = matches(id, "--crowding");
        const first = (list) => list.slice(0, 10).map((match) => match.opening).join();
        if (byScore.length > 10 && first(byScore) !== first(byLeft)) return { id, byScore, byLeft };
    }
    throw new Error("nobody's list changes with crowding");
}
const { id, byScore, byLeft } = somebody();
const popular = byLeft.find((match) => match.places !== null && match.demand > match.places);

await suite(async ({ test, page, look, signIn, shot }) => {
    await house.enter(page);
    const inside = { before: (made) => signIn(made, house.who) };
    const list = `${house.address}/candidates/${id}/matches`;
    await look(`${list}?order=crowding`, "matches-crowding", inside);

    // Openings of the list as it stands, without those one step away.
    const shown = (made) => made.evaluate(() =>
        Array.from(document.querySelectorAll("section[aria-labelledby=matches-best] .match__name a"))
            .map((link) => decodeURIComponent(link.pathname.split("/").pop())));
    const sameAs = async (made, expected, what) =>
        mustBe((await shown(made)).join(), expected.map((match) => match.opening).join(), what);
    const follow = (made, selector) => Promise.all([made.waitForNavigation(), made.click(selector)]);

    await test("the choice, by keyboard, changes the order, stays on the next page, and is left again", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(list);
        await sameAs(made, byScore.slice(0, 10), "by score");
        for (let i = 0; i < 60; i++) {
            await made.keyboard.press("Tab");
            if (await made.evaluate(() => document.activeElement.href?.endsWith("order=crowding"))) break;
        }
        await Promise.all([made.waitForNavigation(), made.keyboard.press("Enter")]);
        mustBe(new URL(made.url()).search, "?order=crowding", "the address");
        await sameAs(made, byLeft.slice(0, 10), "by what is left");
        mustBe(await made.locator("main nav.tabs [aria-current]").innerText(), "Houd rekening met drukte", "chosen");
        await follow(made, "a[rel=next]");
        must(made.url().includes("order=crowding"), "the next page has the same order");
        await sameAs(made, byLeft.slice(10, 20), "the next page");
        await follow(made, "main nav.tabs a:not([aria-current])");
        await sameAs(made, byScore.slice(0, 10), "by score again");
        await made.context().close();
    });

    await test("score, price and what is left stand apart and are those of the command line", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(`${list}?order=crowding`);
        const told = await made.locator("section[aria-labelledby=matches-best] .match").allInnerTexts();
        for (const [at, match] of byLeft.slice(0, 10).entries()) {
            must(told[at].includes(`Score: ${match.score} van 1.000`), `${match.opening} tells its score`);
            if (match.price === null) must(told[at].includes("Geen prijs"), `${match.opening} has no price`);
            else {
                must(told[at].includes(`Prijs: ${match.price} punten`), `${match.opening} tells its price`);
                must(told[at].includes(`Score ${match.score} min prijs ${match.price} is ${match.left}.`),
                    `${match.opening} tells what is left`);
            }
            const count = match.demand === 1 ? "1 mens" : `${match.demand} mensen`;
            must(told[at].includes(count), `${match.opening} tells how many people want it`);
        }
        await made.context().close();
    });

    await test("an opening that many want says so, in English too", async () => {
        const made = await page({ tongue: "en-GB" });
        await signIn(made, house.who);
        await made.goto(`${house.address}/openings/${popular.opening}`);
        const people = popular.demand === 1 ? "1 person" : `${popular.demand} people`;
        const places = popular.places === 1 ? "1 place" : `${popular.places} places`;
        must((await made.innerText("main")).includes(`Popular: ${people} for ${places}.`), "it is popular");
        await shot(made, "opening-crowded-en");
        await made.context().close();
    });
});
await house.close();
