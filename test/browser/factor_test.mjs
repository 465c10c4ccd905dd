// A second factor of one's own account comes, is used, and goes.
import { codeNext, codeWrong } from "./authenticator.mjs";
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();
const factor = `${house.address}/account/factor`;

await suite(async ({ test, page, check, walk, print, shot, signIn }) => {
    await house.enter(page);
    let recovery = [];

    async function inside(how, verb) {
        const made = await page(how);
        await signIn(made, house.who);
        await verb(made);
        mustBe(made.wrong.join("; "), "", "what the browser complained of");
        await made.context().close();
    }
    const secretOf = async (made) => (await made.textContent(".factor-secret")).replace(/ /g, "");
    const form = (deed) => `form:has(input[name=deed][value=${deed}])`;
    async function send(made, deed, typed, password = house.who.password) {
        await made.fill(`#code-${deed}`, typed);
        await made.fill(`#password-${deed}`, password);
        await submit(made, `${form(deed)} button`);
    }
    const codesOf = async (made) => made.locator(".factor-codes code").allTextContents();
    const pathOf = (made) => new URL(made.url()).pathname;
    let secret;

    await test("the page is found from the account, and explains itself", () => inside({}, async (made) => {
        await made.goto(`${house.address}/account`);
        await made.click("main a[href='/account/factor']");
        await made.waitForSelector(".factor-picture svg");
        mustBe(pathOf(made), "/account/factor", "where the link leads");
        const shown = await made.textContent(".factor-secret");
        must(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/.test(shown), `the key: ${shown}`);
        mustBe(await made.inputValue("[name=secret]"), shown.replace(/ /g, ""), "the key in the form");
        await check(made, "off");
        const stops = await walk(made);
        for (const id of ["code-on", "password-on"]) must(stops.some((stop) => stop.id === id), `no Tab stop ${id}`);
    }));

    await test("a wrong code keeps the same key, without a script", () => inside({ script: false, width: 320, height: 640 }, async (made) => {
        await made.goto(factor);
        secret = await secretOf(made);
        const picture = await made.innerHTML(".factor-picture");
        await send(made, "on", codeWrong(secret));
        must(await made.isVisible("#code-why-on"), "it does not say why");
        mustBe(await secretOf(made), secret, "the key");
        mustBe(await made.innerHTML(".factor-picture"), picture, "the picture");
        await send(made, "on", await codeNext(secret), "niet het goede wachtwoord");
        must(await made.isVisible("#password-why-on"), "a wrong password");
        mustBe(await secretOf(made), secret, "the key");
        await shot(made, "factor-wrong");
    }));

    await test("it is turned on by keyboard, and recovery codes are shown once", () => inside({}, async (made) => {
        await made.goto(factor);
        secret = await secretOf(made);
        await made.focus("#code-on");
        await made.keyboard.type(await codeNext(secret));
        await made.keyboard.press("Tab");
        await made.keyboard.type(house.who.password);
        await Promise.all([made.waitForNavigation(), made.keyboard.press("Enter")]);
        recovery = await codesOf(made);
        mustBe(recovery.length, 10, "recovery codes");
        must(!made.url().includes(secret) && !(await made.content()).includes(secret), "the key is still there");
        await check(made, "recovery codes");
        await shot(made, "factor-codes");
        mustBe(await print(made, "factor-codes"), 1, "sheets of paper");
        await made.setViewportSize({ width: 320, height: 640 });
        await check(made, "recovery codes, narrow");
        await shot(made, "factor-codes-narrow");
        await made.goto(factor);
        mustBe((await codesOf(made)).length, 0, "recovery codes the second time");
        must(/nog 10 herstelcodes/.test(await made.textContent("main")), "it does not say how many there are");
        for (const width of [1280, 320]) {
            await made.setViewportSize({ width, height: 900 });
            await check(made, `on, ${width} wide`);
            await shot(made, width === 320 ? "factor-on-narrow" : "factor-on");
        }
    }));

    await test("signing in asks for a code, and takes it once", async () => {
        const made = await page({ script: false }), again = await page({ script: false });
        const typed = await codeNext(secret);
        await signIn(made, house.who);
        mustBe(pathOf(made), "/sign-in/code", "after the password");
        await made.fill("[name=code]", typed);
        await submit(made);
        mustBe(pathOf(made), "/", "after the code");
        await signIn(again, house.who);
        await again.fill("[name=code]", typed);
        await submit(again);
        must(await again.isVisible("[role=alert]"), "the same code twice");
        await made.context().close();
        await again.context().close();
    });

    async function enterWith(made, typed) {
        await signIn(made, house.who);
        await made.fill("[name=code]", typed);
        await submit(made);
    }

    await test("a recovery code comes in once", async () => {
        const made = await page(), again = await page();
        await enterWith(made, recovery[0].toLowerCase().replace(/-/g, " "));
        mustBe(pathOf(made), "/", "after the recovery code");
        await made.goto(factor);
        must(/nog 9 herstelcodes/.test(await made.textContent("main")), "it is not counted");
        await enterWith(again, recovery[0]);
        must(await again.isVisible("[role=alert]"), "the same recovery code twice");
        await made.context().close();
        await again.context().close();
    });

    await test("new recovery codes come in the place of the old", async () => {
        const made = await page({ tongue: "en-GB" });
        await enterWith(made, recovery[1]);
        await made.goto(factor);
        mustBe(await made.getAttribute("html", "lang"), "en", "the language");
        await check(made, "on, in English");
        await send(made, "codes", recovery[2]);
        const fresh = await codesOf(made);
        mustBe(fresh.length, 10, "recovery codes");
        must(!fresh.includes(recovery[3]), "they are the old ones");
        await check(made, "recovery codes in English");
        await made.goto(factor);
        await send(made, "off", recovery[3]);
        must(await made.isVisible("#code-why-off"), "an old recovery code");
        must(!await made.isVisible("#code-why-codes"), "the other form says it too");
        await check(made, "a code that is refused");
        await shot(made, "factor-off-wrong");
        recovery = fresh;
        await made.context().close();
    });

    await test("it is turned off with a code, and the password is enough again", async () => {
        const made = await page({ script: false }), again = await page();
        await enterWith(made, recovery[0]);
        await made.goto(factor);
        await send(made, "off", recovery[1]);
        mustBe(pathOf(made), "/account/factor", "where it leads");
        must(/staat nu uit/.test(await made.textContent("[role=status]")), "it does not say that it is off");
        must(await made.isVisible(".factor-picture svg"), "it cannot be turned on again");
        await signIn(again, house.who);
        mustBe(pathOf(again), "/", "after the password alone");
        await made.context().close();
        await again.context().close();
    });

    await test("off, in English", () => inside({ tongue: "en-GB", width: 320, height: 640 }, async (made) => {
        await made.goto(factor);
        await check(made, "off in English");
        await shot(made, "factor-english");
    }));
});
await house.close();
