// The language of the pages is chosen at the foot of each, and stays.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();

await suite(async ({ test, page, check, shot, signIn }) => {
    await house.enter(page);

    const other = "form[action='/language'] button";

    await test("a stranger chooses, and the choice stays after signing in", async () => {
        const made = await page();
        await made.goto(`${house.address}/sign-in?next=/candidates`);
        mustBe(await made.getAttribute("html", "lang"), "nl", "at first");
        await submit(made, other);
        mustBe(await made.getAttribute("html", "lang"), "en", "what was chosen");
        mustBe(new URL(made.url()).pathname + new URL(made.url()).search, "/sign-in?next=/candidates", "where it leads");
        await check(made, "signing in, in English");
        await signIn(made, house.who);
        mustBe(await made.getAttribute("html", "lang"), "en", "after signing in");
        await made.context().close();
    });

    await test("a list keeps its filters, without a script", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(`${house.address}/candidates?words=0001&sort=oldest`);
        await submit(made, other);
        mustBe(made.url(), `${house.address}/candidates?words=0001&sort=oldest`, "where it leads");
        mustBe(await made.getAttribute("html", "lang"), "en", "the list");
        await submit(made, other);
        mustBe(await made.getAttribute("html", "lang"), "nl", "and back");
        await made.context().close();
    });

    await test("help and privacy are at the foot of every page, for a stranger too", async () => {
        for (const enters of [false, true]) {
            const made = await page({ tongue: "en-GB" });
            if (enters) await signIn(made, house.who);
            await made.goto(`${house.address}/`);
            for (const where of ["/help", "/privacy"]) {
                await Promise.all([made.waitForNavigation(), made.click(`footer a[href='${where}']`)]);
                mustBe(new URL(made.url()).pathname, where, "where it leads");
                must((await made.textContent("main")).length > 300, "it says little");
                await check(made, `${where} in English`);
            }
            await made.context().close();
        }
    });

    await test("a language that is not there, and a way back to elsewhere, are refused", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${house.address}/help`);
        await made.$eval("form[action='/language'] [name=back]", (one) => { one.value = "//example.org/"; });
        await submit(made, other);
        mustBe(made.url(), `${house.address}/`, "where it leads");
        await made.$eval("form[action='/language'] button", (one) => { one.value = "xx"; });
        made.wrong.length = 0;
        await submit(made, other);
        must(await made.isVisible("main p"), "it says nothing");
        await shot(made, "language-wrong");
        await submit(made, other);
        mustBe(made.url(), `${house.address}/`, "where the page that says so leads");
        await made.context().close();
    });
});
await house.close();
