// An administrator keeps who may sign in: somebody is added with a link, gets other roles, is closed and
// opened; nobody changes the own access.
import { codeNext } from "./authenticator.mjs";
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();

await suite(async ({ test, page, check, look, shot, signIn }) => {
    await house.enter(page);
    const password = "vijf woorden van een ander";
    const inside = { before: (made) => signIn(made, house.who) };
    const other = { ...house.who, login: "proef@example.org", password };
    const users = `${house.address}/users`, one = `${users}/proef@example.org`;
    const deed = (made, name) => submit(made, `form:has(input[name=deed][value=${name}]) button`);

    await look(users, "users", inside);

    await test("somebody without a role is not added, and what was typed stays", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(users);
        await made.fill("[name=login]", "Proef@example.org");
        await made.fill("[name=name]", "Proef Persoon");
        await submit(made, "main form button[type=submit]");
        must(await made.isVisible("#users-why"), "it does not say why");
        mustBe(await made.inputValue("[name=login]"), "Proef@example.org", "what was typed");
        await check(made, "a user that is refused");
        await made.context().close();
    });

    await test("somebody is added, and comes in with the link", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(users);
        await made.fill("[name=login]", "proef@example.org");
        await made.fill("[name=name]", "Proef Persoon");
        await made.check("[name=roles][value=coach]");
        await submit(made, "main form button[type=submit]");
        const link = (await made.textContent(".user-link")).trim();
        must(link.startsWith(`${house.address}/setup/`), `the link: ${link}`);
        await shot(made, "user-added");
        const fresh = await page();
        await fresh.goto(link);
        await fresh.fill("[name=password]", password);
        await submit(fresh, "main button[type=submit]");
        await signIn(fresh, other);
        mustBe(new URL(fresh.url()).pathname, "/", "where signing in leads");
        mustBe((await fresh.goto(users)).status(), 403, "a coach");
        await fresh.context().close();
        await made.context().close();
    });

    await look(one, "user", inside);

    await test("the same sign-in name is not given twice", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(users);
        await made.fill("[name=login]", "proef@example.org");
        await made.check("[name=roles][value=coach]");
        await submit(made, "main form button[type=submit]");
        must(await made.isVisible("#users-why"), "it does not say why");
        await made.context().close();
    });

    await test("roles change, and count at once", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(one);
        await made.check("[name=roles][value=auditor]");
        await made.uncheck("[name=roles][value=coach]");
        await deed(made, "roles");
        must(await made.isVisible("[role=status]"), "it does not say that it is saved");
        must(await made.isChecked("[name=roles][value=auditor]"), "it is not there");
        await made.uncheck("[name=roles][value=auditor]");
        await deed(made, "roles");
        must(await made.isVisible("[role=alert]"), "somebody without a role");
        await made.context().close();
    });

    await test("who is closed is out at once, and comes in when opened", async () => {
        const made = await page(), inside = await page();
        await signIn(inside, other);
        await signIn(made, house.who);
        await made.goto(one);
        const question = "details:has(input[value=close])";
        must(!await made.isVisible(`${question} button`), "it is done at once");
        await made.focus(`${question} summary`);
        await made.keyboard.press("Enter");
        must(/meteen overal uitgelogd/.test(await made.textContent(question)), "it does not say what happens");
        must(/later weer openen/.test(await made.textContent(question)), "it does not say that it can be undone");
        await check(made, "closing is asked");
        await shot(made, "user-close");
        await made.setViewportSize({ width: 320, height: 640 });
        await check(made, "closing is asked, narrow");
        await inside.goto(`${house.address}/account`);
        mustBe(new URL(inside.url()).pathname, "/account", "while it is only asked");
        await deed(made, "close");
        await inside.goto(`${house.address}/account`);
        mustBe(new URL(inside.url()).pathname, "/sign-in", "who was inside");
        await signIn(inside, other);
        must(await inside.isVisible("[role=alert]"), "a closed account");
        await deed(made, "open");
        await signIn(inside, other);
        mustBe(new URL(inside.url()).pathname, "/", "who was opened");
        await check(made, "a user that was opened");
        await made.context().close();
        await inside.context().close();
    });

    await test("closing is asked without a script too", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(one);
        await made.click("details:has(input[value=close]) summary");
        await deed(made, "close");
        must(await made.isVisible("input[value=open] ~ button"), "it is not closed");
        await deed(made, "open");
        must(await made.isVisible("details:has(input[value=close])"), "it is not open");
        await made.context().close();
    });

    await test("a lost second step is switched off, and the password is enough", async () => {
        const made = await page(), lost = await page(), again = await page();
        await signIn(lost, other);
        await lost.goto(`${house.address}/account/factor`);
        const secret = await lost.inputValue("[name=secret]");
        await lost.fill("[name=code]", await codeNext(secret));
        await lost.fill("main [name=password]", password);
        await submit(lost, "main form button[type=submit]");
        mustBe(await lost.locator(".factor-codes li").count(), 10, "recovery codes");
        await signIn(again, other);
        mustBe(new URL(again.url()).pathname, "/sign-in/code", "while it is on");
        await signIn(made, house.who);
        await made.goto(one);
        must(/wachtwoord en code/.test(await made.textContent("main")), "it does not say that it is on");
        await check(made, "a user with a second step");
        await shot(made, "user-second-step");
        await deed(made, "forget_factor");
        must(await made.isVisible("[role=status]"), "it does not say that it is saved");
        must(!await made.isVisible("input[value=forget_factor] ~ button"), "it is still on");
        await lost.goto(`${house.address}/account`);
        mustBe(new URL(lost.url()).pathname, "/sign-in", "who was inside");
        await signIn(again, other);
        mustBe(new URL(again.url()).pathname, "/", "after the password alone");
        await again.goto(`${house.address}/account`);
        must(/staat uit/.test(await again.textContent("main")), "the own page says it is on");
        await made.context().close();
        await again.context().close();
        await lost.context().close();
    });

    await test("a new link puts the old one out of use", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(one);
        await deed(made, "link");
        const first = (await made.textContent(".user-link")).trim();
        await deed(made, "link");
        const second = (await made.textContent(".user-link")).trim();
        must(first !== second, "it is the same");
        mustBe((await made.goto(first)).status(), 404, "the first");
        mustBe((await made.goto(second)).status(), 200, "the second");
        await made.context().close();
    });

    await test("nobody changes the own access", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(`${users}/beheer`);
        must(!await made.isVisible("main form"), "there is a form");
        await check(made, "the own account");
        await shot(made, "user-own");
        mustBe((await made.goto(`${users}/niemand`)).status(), 404, "nobody");
        await made.context().close();
    });
});
await house.close();
