// An occupation or a skill is found in the list by keyboard and without a script, and what is in no list may stay.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();
const person = `${house.address}/candidates/kandidaat-0004`;
const wish = `${person}/lists/wish/new`;
const SAVE = ".form__end button[type=submit]";
const FIND = "[name=find]";

await suite(async ({ test, page, check, shot, signIn }) => {
    await house.enter(page);

    async function inside(how, verb) {
        const made = await page(how);
        await signIn(made, house.who);
        await verb(made);
        mustBe(made.wrong.join("; "), "", "what the browser complained of");
        await made.context().close();
    }
    const told = (made) => made.textContent(".find-term [role=status]");

    await test("an occupation is found and chosen by keyboard", () => inside({}, async (made) => {
        await made.goto(wish);
        await check(made, "a wish before");
        await made.selectOption("[name=wish]", "wanted");
        await made.fill("[name=occupation]", "lass");
        await made.focus(FIND);
        await Promise.all([made.waitForNavigation(), made.keyboard.press("Enter")]);
        must(/gevonden/.test(await told(made)), "it does not say how many");
        mustBe(await made.inputValue("[name=occupation]"), "lass", "what was typed");
        mustBe(await made.inputValue("[name=wish]"), "wanted", "what was chosen before");
        await check(made, "a wish with what was found");
        await shot(made, "candidate-row-found");
        await made.focus("[name=choose][value=lasser]");
        await Promise.all([made.waitForNavigation(), made.keyboard.press("Enter")]);
        mustBe(await made.inputValue("[name=occupation]"), "lasser", "what was chosen");
        must(/betekent: lasser/.test(await told(made)), "it does not say what that means");
        await submit(made, SAVE);
        must(/lasser/i.test(await made.textContent("main")), "the file does not say it");
    }));

    await test("Enter in a field saves and does not search", () => inside({}, async (made) => {
        await made.goto(`${person}/lists/skills/new`);
        await made.fill("[name=skill]", "iets dat nergens staat");
        await Promise.all([made.waitForNavigation(), made.press("[name=skill]", "Enter")]);
        mustBe(new URL(made.url()).searchParams.get("saved"), "1", "saved");
        must(/iets dat nergens staat/.test(await made.textContent("main")), "what was typed is gone");
    }));

    await test("without scripts and at 320 pixels", () => inside({ script: false, width: 320 }, async (made) => {
        await made.goto(`${person}/lists/skills/new`);
        await made.fill("[name=skill]", "zzzz");
        await submit(made, FIND);
        must(/in geen lijst/.test(await told(made)), "it does not say that nobody knows it");
        const wide = await made.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        must(!wide, "the page is wider than the window");
        await shot(made, "candidate-row-narrow");
    }));
});
await house.close();
