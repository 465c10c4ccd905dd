// A week is drawn by keyboard and without a script, rows of lists come and go, by one person and by two.
import { must, mustBe, suite } from "./harness.mjs";
import { openHouse, submit } from "./house.mjs";

const house = await openHouse();
const person = `${house.address}/candidates/kandidaat-0003`;
const timetable = `${person}/timetable`;
const cell = (day, halfHour) => `[name=half_hour][value="${day * 48 + halfHour}"]`;
const SAVE = ".form__end button[type=submit]";
const LAY = "[name=lay]";

await suite(async ({ test, page, check, walk, shot, print, signIn }) => {
    await house.enter(page);

    async function inside(how, verb) {
        const made = await page(how);
        await signIn(made, house.who);
        await verb(made);
        mustBe(made.wrong.join("; "), "", "what the browser complained of");
        await made.context().close();
    }
    const status = (made) => made.textContent("main .utrecht-alert[role=status]");
    const clear = async (made) => {
        await made.goto(timetable);
        await made.evaluate(() => document.querySelectorAll("[name=half_hour]").forEach((box) => { box.checked = false; }));
        await submit(made, SAVE);
    };

    await test("a week is drawn by keyboard alone", () => inside({}, async (made) => {
        await clear(made);
        await made.goto(timetable);
        await made.focus(cell(0, 18));
        const place = () => made.evaluate(() => {
            const all = Array.from(document.querySelectorAll("table[data-keys] input"));
            return [all.indexOf(document.activeElement), all.length];
        });
        const [from, count] = await place();
        for (const [keys, there] of [["Control+End", count - 1], ["Control+Home", 0]]) {
            await made.keyboard.press(keys);
            mustBe((await place())[0], there, `${keys} leads to`);
        }
        for (let i = 0; i < Math.floor(from / 7); i++) await made.keyboard.press("ArrowDown");
        for (let i = 0; i < from % 7; i++) await made.keyboard.press("ArrowRight");
        mustBe((await place())[0], from, "arrows lead back to");
        await made.keyboard.press("Space");
        for (let i = 0; i < 5; i++) await made.keyboard.press("Shift+ArrowDown");
        await made.keyboard.press("ArrowRight");
        await made.keyboard.press("Space");
        mustBe(await made.textContent("[data-save-says]"), "Nog niet opgeslagen", "what is said");
        for (const at of [18, 19, 20, 21, 22, 23]) must(await made.isChecked(cell(0, at)), `Monday ${at}`);
        must(await made.isChecked(cell(1, 23)), "Tuesday");
        for (let i = 0; i < 400; i++) {
            if (await made.evaluate((button) => document.activeElement.matches(button), SAVE)) break;
            await made.keyboard.press("Tab");
        }
        await Promise.all([made.waitForNavigation(), made.keyboard.press("Enter")]);
        must(/Opgeslagen/.test(await status(made)), "it does not say that it is saved");
        await shot(made, "candidate-file");
        must(/kan van 9.00 uur tot 12.00 uur/.test(await made.textContent(".week--days")), "the file does not say it");
        await check(made, "a file with a week");
        await made.goto(timetable);
        must(await made.isChecked(cell(0, 20)), "Monday was not kept");
        must(!await made.isChecked(cell(0, 24)), "more than was drawn");
        const stops = await walk(made);
        must(stops.filter((one) => one.tag === "input").length < 20, "each half hour is a stop of the Tab key");
        await shot(made, "timetable");
    }));

    await test("a week is laid in blocks without a script", () => inside({ script: false }, async (made) => {
        await made.goto(timetable);
        await made.check("[name=day][value='2']");
        await made.check("[name=day][value='4']");
        await made.selectOption("[name=from]", "26");
        await made.selectOption("[name=until]", "34");
        await submit(made, LAY);
        must(/nog niet opgeslagen/.test(await status(made)), "it does not say that it is not saved");
        must(await made.isChecked(cell(4, 33)), "Friday");
        must(!await made.isChecked("[name=day][value='2']"), "the block is still there to lay again");
        await made.uncheck(cell(4, 33));
        await submit(made, SAVE);
        await made.goto(timetable);
        must(await made.isChecked(cell(2, 33)) && await made.isChecked(cell(4, 32)), "it was not kept");
        must(!await made.isChecked(cell(4, 33)), "what was taken out came back");
        await made.check("[name=day][value='2']");
        await made.selectOption("[name=from]", "34");
        await made.selectOption("[name=until]", "26");
        await submit(made, LAY);
        must(/eindtijd die later is/.test(await made.textContent("[role=alert]")), "a block that ends before it begins");
        mustBe(await made.inputValue("[name=from]"), "34", "what was chosen");
    }));

    await test("two people draw one day: nobody overwrites the other unseen", () => inside({}, async (one) => {
        await inside({}, async (two) => {
            await clear(one);
            await one.goto(timetable);
            await two.goto(timetable);
            await one.check(cell(3, 18));
            await submit(one, SAVE);
            await two.check(cell(3, 20));
            await two.check(cell(5, 20));
            await submit(two, SAVE);
            must(/donderdag: iemand anders vulde in: 9.00 uur tot 9.30 uur/.test(await two.textContent("[role=alert]")), "it does not show what the other drew");
            must(/Dit rooster is het laatst veranderd door Beheer, op /.test(await two.textContent("[role=alert]")), "it does not say who it was");
            must(await two.isChecked(cell(3, 20)) && await two.isChecked(cell(5, 20)), "what was drawn is gone");
            mustBe(await two.textContent("[data-save-says]"), "Nog niet opgeslagen", "what is said");
            await check(two, "a conflict in a week");
            await shot(two, "timetable-conflict");
            await submit(two, SAVE);
            await one.goto(timetable);
            must(await one.isChecked(cell(3, 20)) && !await one.isChecked(cell(3, 18)), "what was chosen");
        });
    }));

    await test("other days of others stand", () => inside({}, async (one) => {
        await inside({}, async (two) => {
            await clear(one);
            await one.goto(timetable);
            await two.goto(timetable);
            await one.check(cell(0, 18));
            await submit(one, SAVE);
            await two.check(cell(1, 18));
            await submit(two, SAVE);
            await two.goto(timetable);
            must(await two.isChecked(cell(0, 18)) && await two.isChecked(cell(1, 18)), "both days");
        });
    }));

    const list = (name) => `${person}/lists/${name}`;
    await test("a row is added, changed and removed, without a script", () => inside({ script: false }, async (made) => {
        await made.goto(`${list("certificate")}/new`);
        await submit(made, SAVE);
        must(/minstens één veld/.test(await made.textContent("[role=alert]")), "a row that says nothing");
        await made.selectOption("[name=held]", "yes");
        await submit(made, SAVE);
        must(await made.isVisible("#certificate-why"), "a row without a name");
        mustBe(await made.inputValue("[name=held]"), "yes", "what was chosen");
        const code = await made.locator("[name=certificate] option").nth(3).getAttribute("value");
        await made.selectOption("[name=certificate]", code);
        await submit(made, SAVE);
        mustBe(new URL(made.url()).pathname, new URL(person).pathname, "where it leads");
        const change = made.locator(`a[href*='/lists/certificate/']:not([href$=new])`).last();
        const address = await change.getAttribute("href");
        await made.goto(`${list("certificate")}/new`);
        await made.selectOption("[name=certificate]", code);
        await submit(made, SAVE);
        must(/Dit staat er al/.test(await made.textContent("#certificate-why")), "the same row twice");
        await made.goto(house.address + address);
        await made.fill("[name=valid_until]", "2027-05-01");
        await submit(made, SAVE);
        must(/1 mei 2027/.test(await made.textContent("main")), "the file does not show it");
        await made.goto(house.address + address);
        await made.click(".confirm summary");
        await submit(made, ".confirm button");
        must(/Weggehaald/.test(await status(made)), "it does not say that it is removed");
        must(!/1 mei 2027/.test(await made.textContent("main")), "it is still there");
    }));

    await test("what contradicts itself is said at its field", () => inside({}, async (made) => {
        await made.goto(`${list("absence")}/new`);
        await made.fill("[name=from_on]", "2026-12-10");
        await made.fill("[name=until_on]", "2026-12-01");
        await submit(made, SAVE);
        must(await made.isVisible("#until_on-why"), "it does not say why");
        mustBe(await made.inputValue("[name=until_on]"), "2026-12-01", "what was typed");
        await check(made, "a refused row");
        await shot(made, "candidate-row-wrong");
    }));

    await test("two people change one row: nobody overwrites the other unseen", () => inside({}, async (one) => {
        await inside({}, async (two) => {
            await one.goto(`${list("skills")}/new`);
            await one.fill("[name=skill]", "solderen");
            await submit(one, SAVE);
            const address = house.address + await one.locator("a[href*='/lists/skills/']:not([href$=new])").last().getAttribute("href");
            await one.goto(address);
            await two.goto(address);
            await one.fill("[name=skill]", "lassen");
            await submit(one, SAVE);
            await two.fill("[name=skill]", "solderen met zilver");
            await submit(two, SAVE);
            must(/weggehaald/.test(await two.textContent("[role=alert]")), "it does not say what happened");
            must(/Deze lijst is het laatst veranderd door Beheer, op /.test(await two.textContent("[role=alert]")), "it does not say who it was");
            mustBe(await two.inputValue("[name=skill]"), "solderen met zilver", "what was typed");
            await check(two, "a row that is gone");
            await shot(two, "candidate-row-gone");
            await submit(two, SAVE);
            const said = await two.textContent("main");
            must(/lassen/.test(said) && /solderen met zilver/.test(said), "one of both is lost");
        });
    }));

    await test("what can reveal health stands apart, and each look is kept", () => inside({ script: false }, async (made) => {
        await made.goto(`${person}/needs`);
        const before = await made.textContent("main");
        await made.goto(`${list("condition")}/new`);
        const names = await made.locator("[name=condition] option").allTextContents();
        const name = names.slice(1).find((one) => !before.includes(one));
        await made.selectOption("[name=condition]", { label: name });
        await made.selectOption("[name=fits]", "limited");
        await submit(made, SAVE);
        mustBe(new URL(made.url()).pathname, `${new URL(person).pathname}/needs`, "where it leads");
        must((await made.textContent("main")).includes(name), "the page does not show it");
        await made.goto(person);
        must(!(await made.textContent("main")).includes(name), "the file shows it");
    }));

    await test("facts that contradict each other are refused", () => inside({ script: false }, async (made) => {
        await made.goto(`${person}/edit/availability`);
        await made.fill("[name=hours_min]", "30");
        await made.fill("[name=hours_max]", "20");
        await submit(made, SAVE);
        must(await made.isVisible("#hours_max-why"), "it does not say why");
    }));

    await test("somebody is asked before a change is left unsaved", () => inside({}, async (made) => {
        await made.goto(`${person}/edit/availability`);
        mustBe(await made.textContent("[data-save-says]"), "", "what is said at first");
        await made.fill("[name=hours_max]", "33");
        mustBe(await made.textContent("[data-save-says]"), "Nog niet opgeslagen", "what is said of a change");
        let asked = false;
        made.on("dialog", (dialog) => { asked = dialog.type() === "beforeunload"; return dialog.accept(); });
        await Promise.all([made.waitForNavigation(), made.click(".form__end a")]);
        must(asked, "nobody asked");
    }));

    await test("a file fits on paper", () => inside({}, async (made) => {
        await made.goto(person);
        const sheets = await print(made, "candidate-paper");
        await made.emulateMedia({ media: "print" });
        await shot(made, "candidate-paper");
        must(sheets <= 4, `a file takes ${sheets} sheets`);
    }));
});
await house.close();
