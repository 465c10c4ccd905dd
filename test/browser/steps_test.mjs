// Which step opens what: for a person, and for an opening that asks one thing less.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse } from "./house.mjs";

const house = await openHouse();

await suite(async ({ test, page, look, signIn }) => {
    await house.enter(page);
    const inside = { before: (made) => signIn(made, house.who) };
    const first = async (list) => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}/${list}`);
        const address = await made.locator(`main a[href^='/${list}/']:not([href$='/new'])`).first().getAttribute("href");
        await made.context().close();
        return address.split("?")[0].split("/").slice(0, 3).join("/");
    };
    const candidate = await first("candidates"), opening = await first("openings");
    await look(`${house.address}${candidate}/steps`, "steps", inside);
    await look(`${house.address}${opening}/steps`, "opening-steps", inside);

    await test("from what fits to what helps: numbers in order, each with a pair to look at", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}${candidate}/matches`);
        await Promise.all([made.waitForNavigation(), made.click(`main a[href='${candidate}/steps']`)]);
        const opens = await made.locator("tbody tr td:first-of-type").allInnerTexts();
        const numbers = opens.map((said) => Number(said.trim().replaceAll(".", "")));
        for (let i = 1; i < numbers.length; i++) must(numbers[i] <= numbers[i - 1], `${numbers}`);
        const pairs = await made.locator("tbody tr a").count();
        mustBe(pairs, numbers.length, "best places");
        await made.context().close();
    });

    await test("from an opening to who comes in", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}${opening}`);
        await Promise.all([made.waitForNavigation(), made.click(`main a[href='${opening}/steps']`)]);
        must((await made.locator("h1").innerText()).startsWith("Wie komt erbij"), "the title");
        const answer = await made.goto(`${house.address}/openings/nobody/steps`);
        mustBe(answer.status(), 404, "an opening that is not there");
        await made.context().close();
    });
});

await house.close();
