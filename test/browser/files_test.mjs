// A file is made and changed, by one person and by two at a time.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();

await suite(async ({ test, page, check, shot, signIn }) => {
    await house.enter(page);
    const colleague = { ...house.who, login: "collega", password: "drie andere woorden" };
    house.opstap(["user", "add", colleague.login, "--name", "Collega Een", "--roles", "client_manager",
        "--db", house.database], `${colleague.password}\n`);

    const edit = `${house.address}/candidates/kandidaat-0002/edit/availability`;
    const save = (made) => submit(made, "main form.narrow-form button[type=submit]");

    await test("a file is changed, and says that it is saved", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(edit);
        await made.fill("[name=hours_max]", "41");
        await save(made);
        mustBe(new URL(made.url()).pathname, "/candidates/kandidaat-0002", "where it leads");
        must(/1 gegeven\b/.test(await made.textContent("[role=status]")), "it does not say what was saved");
        must(/41 uur/.test(await made.textContent("main")), "the file does not show it");
        await check(made, "a changed file");
        await shot(made, "candidate-saved");
        await made.goto(edit);
        await save(made);
        must(/niets veranderd/.test(await made.textContent("[role=status]")), "nothing was changed");
        await made.context().close();
    });

    await test("a file is changed without a script", async () => {
        const made = await page({ script: false });
        await signIn(made, house.who);
        await made.goto(edit);
        await made.fill("[name=hours_max]", "40");
        await save(made);
        must(/40 uur/.test(await made.textContent("main")), "the file does not show it");
        await made.context().close();
    });

    await test("what cannot be is refused at its field, and stays", async () => {
        const made = await page();
        await signIn(made, house.who);
        await made.goto(edit);
        await made.fill("[name=hours_max]", "veel");
        await made.fill("[name=hours_min]", "11");
        await save(made);
        must(await made.isVisible("#hours_max-why"), "it does not say why");
        mustBe(await made.inputValue("[name=hours_max]"), "veel", "what was typed");
        mustBe(await made.inputValue("[name=hours_min]"), "11", "what was typed elsewhere");
        await check(made, "a refused change");
        await shot(made, "candidate-edit-wrong");
        await made.goto(edit);
        must(await made.inputValue("[name=hours_min]") !== "11", "half of it was saved");
        await made.context().close();
    });

    await test("two people change one fact: nobody overwrites the other unseen", async () => {
        const one = await page();
        const two = await page();
        await signIn(one, colleague);
        await signIn(two, house.who);
        await one.goto(edit);
        await two.goto(edit);
        await one.fill("[name=hours_max]", "30");
        await save(one);
        await two.fill("[name=hours_max]", "24");
        await two.fill("[name=hours_min]", "8");
        await save(two);
        const theirs = await two.textContent("#hours_max-theirs");
        must(/30/.test(theirs), "it does not show what the other filled in");
        must(/laatst veranderd door Collega Een, op \d+ \p{L}+ \d{4} om \d+\.\d\d uur\./u.test(theirs), `who it was, and when: ${theirs}`);
        mustBe(await two.inputValue("[name=hours_max]"), "24", "what was typed");
        mustBe(await two.inputValue("[name=hours_min]"), "8", "what was typed elsewhere");
        await check(two, "a conflict");
        await shot(two, "candidate-edit-conflict");
        await one.reload();
        must(/30/.test(await one.textContent("main")), "it was overwritten");
        await save(two);
        await two.goto(edit);
        mustBe(await two.inputValue("[name=hours_max]"), "24", "what was chosen");
        await one.context().close();
        await two.context().close();
    });

    await test("two people change two facts: both stand", async () => {
        const one = await page();
        const two = await page();
        await signIn(one, house.who);
        await signIn(two, house.who);
        await one.goto(edit);
        await two.goto(edit);
        await one.fill("[name=hours_max]", "36");
        await save(one);
        await two.fill("[name=hours_min]", "10");
        await save(two);
        await two.goto(edit);
        mustBe(await two.inputValue("[name=hours_max]"), "36", "the first");
        mustBe(await two.inputValue("[name=hours_min]"), "10", "the second");
        await one.context().close();
        await two.context().close();
    });

    await test("a new file is made after a look at who may be the same", async () => {
        const made = await page();
        await signIn(made, house.who);
        const fill = async () => {
            await made.goto(`${house.address}/candidates/new`);
            await made.fill("[name=given_name]", "Proefje");
            await made.fill("[name=family_name]", "van der Browsertest");
            await made.fill("[name=postcode]", "3511AB");
        };
        await made.goto(`${house.address}/candidates/new`);
        await save(made);
        must(await made.isVisible("#name-why"), "a file without a name");
        await fill();
        await save(made);
        must(/\/candidates\/[0-9a-f]{32}$/.test(new URL(made.url()).pathname), `where it leads: ${made.url()}`);
        const first = new URL(made.url()).pathname;
        await fill();
        await save(made);
        must(await made.isVisible(`main a[href='${first}']`), "the first file is not shown");
        mustBe(await made.inputValue("[name=given_name]"), "Proefje", "what was typed");
        await check(made, "a duplicate warning");
        await shot(made, "candidate-similar");
        await save(made);
        const second = new URL(made.url()).pathname;
        must(/\/candidates\/[0-9a-f]{32}$/.test(second) && second !== first, "there is no second file");
        await made.context().close();
    });
});
await house.close();
