// What opens places in a region: the page says what `opstap barriers --region` counts, the map says what
// its table says, and no few people are counted.
import { must, mustBe, suite } from "./harness.mjs";
import { TODAY, openHouse, submit } from "./house.mjs";

const house = await openHouse();
const counted = (...words) => JSON.parse(house.opstap(["barriers", "--db", house.database, "--today", TODAY,
    "--top", "15", "--json", ...words]));

await suite(async ({ test, page, look, signIn, check, shot, print, walk }) => {
    await house.enter(page);
    const inside = { before: (made) => signIn(made, house.who) };
    const address = `${house.address}/regions/steps`;
    await look(`${address}?region=AM13`, "region-steps", inside);

    // "1.234 ..." -> "1234"; what is not shown -> null.
    const number = (said) => /^[\d.]+/.test(said) ? Number(/^[\d.]+/.exec(said)[0].replaceAll(".", "")) : null;
    const rows = (made, table) => made.$$eval(`${table} tbody tr`, (all) => all.map((row) =>
        Array.from(row.children).map((cell) => cell.innerText.trim())));
    // The page comes by itself when it is counted.
    const ready = (made) => made.waitForSelector("#where-table", { timeout: 30000 });

    await test("from the regions to one, without a script, with the counts of the command line", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(`${house.address}/regions`);
        await Promise.all([made.waitForNavigation(), made.click("main a[href='/regions/steps?region=AM13']")]);
        await ready(made);
        must((await made.innerText("h1")).includes("Midden-Utrecht"), "the title names the region");
        const { total, municipalities, criteria } = counted("--region", "AM13");
        const towns = await rows(made, "#where-table");
        mustBe(towns.length, municipalities.length + 1, "municipalities and their total");
        const sums = [...municipalities, total];
        for (const [at, [name, ...cells]] of towns.entries()) {
            const { people, people_without, openings, openings_without } = sums[at];
            mustBe(JSON.stringify(cells.map(number)),
                JSON.stringify([people, people_without, openings, openings_without]), name);
        }
        const demands = await rows(made, "#demands-table");
        mustBe(demands.length, criteria.length, "demands");
        const people = demands.map((row) => number(row[1]) ?? -1);
        for (let i = 1; i < people.length; i++) must(people[i] <= people[i - 1], `in order: ${people}`);
        const steps = await rows(made, "#steps-table");
        must(steps.length > 5, `${steps.length} steps`);
        for (const [name, opens, whom] of steps) must(number(opens) > 0 && number(whom) >= 10, name);
        await made.context().close();
    });

    await test("every mark of the map is a row of the table, and the map tells itself", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${address}?region=AM13`);
        await ready(made);
        const towns = (await rows(made, "#where-table")).slice(0, -1);
        const marks = await made.$$eval(".area-map g", (all) => all.map((mark) => ({
            said: mark.querySelector("title").textContent,
            number: mark.querySelector("text").textContent,
            people: !!mark.querySelector(".area-map__people"),
            hidden: !!mark.querySelector(".area-map__hidden"),
            places: mark.querySelector(".area-map__places")?.getAttribute("fill"),
        })));
        mustBe(marks.length, towns.length, "marks");
        for (const mark of marks) {
            const [name, , without, , unfilled] = towns[Number(mark.number) - 1];
            must(mark.said.startsWith(name.replace(/^\d+\. /, "")), `${mark.said} is row ${name}`);
            mustBe(mark.hidden, number(without) === null, `${name} hides who is without`);
            mustBe(mark.people, number(without) > 0, `${name} has a half for people`);
            mustBe(mark.places ?? "", number(unfilled) > 0 ? "url(#places-hatch)" : "", `${name}, places`);
            if (number(without) !== null) must(mark.said.includes(`${without} mensen`), mark.said);
        }
        const named = await made.$eval(".area-map", (map) => ["aria-labelledby", "aria-describedby"]
            .map((by) => document.getElementById(map.getAttribute(by)).textContent).join(" "));
        must(named.includes("Midden-Utrecht") && named.includes("De meeste mensen zonder plek: Utrecht"), named);
        await made.context().close();
    });

    await test("another region is chosen by keyboard and stays in the address; one without anybody says so", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(address);
        await ready(made);
        mustBe(await made.$eval("#region", (field) => field.value), "all", "all of them at first");
        must((await walk(made)).some((one) => one.tag === "select"), "the choice is reached by keyboard");
        await made.selectOption("#region", "AM01");
        await made.focus("main form button");
        await Promise.all([made.waitForNavigation(), made.keyboard.press("Enter")]);
        mustBe(new URL(made.url()).search, "?region=AM01", "the address");
        await made.waitForSelector(".utrecht-paragraph--lead", { timeout: 30000 });
        must((await made.innerText("main")).includes("Kies een andere regio"), "nobody is there");
        await check(made, "a region without anybody");
        await shot(made, "region-steps-empty");
        await made.goto(`${address}?region=AM13`);
        await ready(made);
        mustBe(await made.$eval("#region", (field) => field.value), "AM13", "the choice");
        await submit(made);
        mustBe(new URL(made.url()).search, "?region=AM13", "chosen again");
        made.wrong.length = 0;
        mustBe((await made.goto(`${address}?region=AM99`)).status(), 400, "a region that is not there");
        must((await made.innerText("main")).includes("AM99"), "it is named");
        made.wrong.length = 0;
        await made.context().close();
    });

    await test("on paper, and in English", async () => {
        const made = await page({ tongue: "en-GB" });
        await signIn(made, house.who);
        await made.goto(`${address}?region=AM13`);
        await ready(made);
        mustBe(await made.innerText("h1"), "What opens places: Midden-Utrecht", "the title");
        await check(made, "region steps in English");
        await shot(made, "region-steps-en");
        must(await print(made, "region-steps") >= 1, "no sheet");
        await made.context().close();
    });
});

await house.close();
