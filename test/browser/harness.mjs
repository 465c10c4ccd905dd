// The browser tests' own tools: a browser, looks at a page, and TAP.
//
// A test file calls suite() once; what it gets has these verbs:
//
//     test(name, verb)            one line of TAP; a verb that throws has failed
//     page(how)                   a page in a browser of its own: { dark, width, height, text, script,
//                                 tongue, paper }; text 2 is twice as large, script false is none
//     check(page, what)           axe finds nothing, and nothing stands out at the side
//     look(address, name)         check, in light, dark, at 320 pixels and with text of 200 %, with a
//                                 screenshot of each
//     walk(page)                  Tab through a page: what got the focus, each seen to have it
//     print(page, name)           as PDF; gives the number of sheets
//     shot(page, name)            a screenshot
//     signIn(page, who)           through the form, as a person does
//
// Everything is awaited. The browser ends with the suite.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

export const build = path.resolve(process.env.OPSTAP_BUILD);
const screenshots = path.resolve(process.env.OPSTAP_SCREENSHOTS);
const need = createRequire(path.join(build, "test/browser/packages/package.json"));
const { chromium } = need("playwright-core");
const axeSource = fs.readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");

const WAIT_MS = 10000;
const SERVER_WAIT_MS = 15000;
const FOCUS_MAX = 300;
const NODES_SHOWN = 4;
const SHOT_HEIGHT_MAX = 8000;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZE = { width: 1280, height: 900 };
const AS_USUAL = {};
const NARROW = { width: 320, height: 640 };

function browserOptions() {
    const root = process.getuid() === 0;
    return {
        executablePath: findProgram(process.env.OPSTAP_CHROMIUM),
        args: [...(root ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-dev-shm-usage",
            "--force-color-profile=srgb", "--font-render-hinting=none"],
    };
}

function findProgram(name) {
    if (name.includes("/")) return name;
    const folder = process.env.PATH.split(":").find((one) => fs.existsSync(path.join(one, name)));
    return path.join(folder, name);
}

export async function suite(verb) {
    let number = 0, failed = 0;
    const browser = await chromium.launch(browserOptions());
    fs.mkdirSync(screenshots, { recursive: true });

    async function test(name, one) {
        number++;
        try {
            await one();
            console.log(`ok ${number} - ${name}`);
        } catch (why) {
            failed++;
            console.log(`not ok ${number} - ${name}`);
            console.log(String(why.stack || why).replace(/^/gm, "# "));
        }
    }

    async function page(how = {}) {
        const context = await browser.newContext({
            viewport: { width: how.width || SIZE.width, height: how.height || SIZE.height },
            colorScheme: how.dark ? "dark" : "light",
            javaScriptEnabled: how.script !== false,
            locale: how.tongue || "nl-NL",
            reducedMotion: "reduce",
            ...(how.context || {}),
        });
        context.setDefaultTimeout(WAIT_MS);
        const made = await context.newPage();
        made.wrong = [];
        made.on("pageerror", (why) => made.wrong.push(`script: ${why.message}`));
        made.on("console", (said) => {
            const refused = /status of (409|422) /.test(said.text()); // a form that is shown again
            if (said.type() === "error" && !refused) made.wrong.push(`console: ${said.text()}`);
        });
        if (how.text) made.on("load", () => larger(made, how.text).catch(() => {}));
        made.textSize = how.text || 1;
        return made;
    }

    async function open(made, address) {
        const answer = await made.goto(address);
        if (made.textSize > 1) await larger(made, made.textSize);
        return answer;
    }

    // A look has a page of its own, which is kept for the next one that asks in the same way: who is
    // signed in stays so. The page is opened once and changed, and of each change is asked only what it
    // can spoil: colours in the dark, the rest where it is narrow, places to touch with large text.
    const kept = new Map();
    async function lookPage(how) {
        if (!kept.has(how)) {
            const made = await page(how);
            kept.set(how, made);
            if (how.before) await how.before(made);
        }
        return kept.get(how);
    }

    async function look(address, name, how = AS_USUAL) {
        let made;
        const ways = [
            ["light", {}, async () => {
                made = await lookPage(how);
                await made.setViewportSize(SIZE);
                await made.emulateMedia({ colorScheme: "light" });
                made.wrong.length = 0;
                await open(made, address);
            }],
            ["dark", { only: ["color-contrast"] }, () => made.emulateMedia({ colorScheme: "dark" })],
            ["narrow", { not: ["color-contrast"] }, async () => {
                await made.emulateMedia({ colorScheme: "light" });
                await made.setViewportSize(NARROW);
            }],
            ["large", { only: ["target-size"] }, async () => { await made.setViewportSize(SIZE); await larger(made, 2); }],
        ];
        for (const [way, asked, change] of ways) {
            await test(`${name}, ${way}`, async () => {
                await change();
                await shot(made, `${name}-${way}`);
                await check(made, `${name}, ${way}`, asked);
            });
        }
    }

    await verb({ browser, test, page, open, look, check, walk, print, shot, signIn });
    await browser.close();
    console.log(`1..${number}`);
    process.exitCode = failed ? 1 : 0;
}

// Larger text, as a person sets it in the browser.
async function larger(made, times) {
    await made.evaluate((size) => { document.documentElement.style.fontSize = size; }, `${times * 100}%`);
}

export function must(what, said) {
    if (!what) throw new Error(said);
}

export function mustBe(is, wanted, what) {
    must(Object.is(is, wanted), `${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
}

// asked: { only: rules } or { not: rules }; else all of them. The page must have scripts: axe waits for one.
async function check(made, what, asked = {}) {
    if (!await made.evaluate(() => "axe" in window)) await made.evaluate(axeSource);
    const found = await made.evaluate((options) => window.axe.run(document, options), {
        runOnly: asked.only ? { type: "rule", values: asked.only } : { type: "tag", values: RULES },
        rules: Object.fromEntries((asked.not || []).map((rule) => [rule, { enabled: false }])),
        resultTypes: ["violations"],
    });
    const said = found.violations.map((one) => `${one.id}: ${one.help}\n` + one.nodes.slice(0, NODES_SHOWN).map((node) =>
        `    ${node.html.slice(0, 160)}\n    ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""}`)
        .join("\n"));
    const wide = await made.evaluate(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        return Array.from(document.body.querySelectorAll("*")).filter((one) =>
            one.getBoundingClientRect().right > room + 1 && !one.closest("[role=region][tabindex]"))
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
    });
    wide.forEach((one) => said.push(`stands out at the side: ${one}`));
    said.push(...made.wrong);
    must(!said.length, `${what}:\n${said.join("\n")}`);
}

// Every stop of the Tab key, until the page has been left. Each must be seen to have the focus.
async function walk(made) {
    const stops = [];
    for (let i = 0; i < FOCUS_MAX; i++) {
        await made.keyboard.press("Tab");
        const stop = await made.evaluate(() => {
            const one = document.activeElement;
            if (!one || one === document.body) return null;
            const style = getComputedStyle(one), box = one.getBoundingClientRect();
            const first = one.hasAttribute("data-walked");
            one.setAttribute("data-walked", "");
            return {
                again: first,
                what: (one.getAttribute("aria-label") || one.textContent || one.id || one.name || "")
                    .trim().replace(/\s+/g, " ").slice(0, 60),
                tag: one.tagName.toLowerCase(), id: one.id,
                ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            };
        });
        if (!stop || stop.again) break;
        must(stop.ring, `no focus ring on ${stop.tag} "${stop.what}"`);
        must(stop.seen, `the focus is out of sight on ${stop.tag} "${stop.what}"`);
        stops.push(stop);
    }
    must(stops.length < FOCUS_MAX, "the Tab key does not come to an end");
    return stops;
}

// By the browser's own protocol, which can be told to pack the picture quickly: half the time of a look
// went into that.
async function shot(made, name) {
    const size = await made.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollHeight]);
    if (!made.lens) made.lens = await made.context().newCDPSession(made);
    const picture = await made.lens.send("Page.captureScreenshot", {
        format: "png", optimizeForSpeed: true, captureBeyondViewport: true,
        clip: { x: 0, y: 0, width: size[0], height: Math.min(size[1], SHOT_HEIGHT_MAX), scale: 1 },
    });
    fs.writeFileSync(path.join(screenshots, `${name}.png`), Buffer.from(picture.data, "base64"));
}

async function print(made, name) {
    await made.emulateMedia({ media: "print", colorScheme: "light" });
    const paper = await made.pdf({ path: path.join(screenshots, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
    await made.emulateMedia({ media: "screen" });
    return (paper.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;
}

async function signIn(made, who) {
    await made.goto(`${who.address}/sign-in`);
    await made.fill("[name=login]", who.login);
    await made.fill("[name=password]", who.password);
    await Promise.all([made.waitForNavigation(), made.click("main button[type=submit]")]);
}

// A program that prints an address when it is ready ("http://127.0.0.1:8080"); command is a list of
// words. Gives { address, said, stop }.
export async function serve(command, environment = {}) {
    const child = spawn(command[0], command.slice(1), {
        stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment },
    });
    const server = { said: "", address: null };
    server.stop = () => new Promise((done) => {
        if (child.exitCode !== null) { done(); return; }
        child.once("exit", done);
        child.kill("SIGTERM");
    });
    await new Promise((done, refuse) => {
        const late = setTimeout(() => refuse(new Error(`no address from ${command.join(" ")}:\n${server.said}`)), SERVER_WAIT_MS);
        const hear = (bytes) => {
            server.said += bytes;
            const found = /https?:\/\/[^\s"'\/]+/.exec(server.said);
            if (!found || server.address) return;
            server.address = found[0];
            clearTimeout(late);
            done();
        };
        child.stdout.on("data", hear);
        child.stderr.on("data", hear);
        child.once("exit", (status) => { clearTimeout(late); refuse(new Error(`it ended with ${status}:\n${server.said}`)); });
    });
    return server;
}
