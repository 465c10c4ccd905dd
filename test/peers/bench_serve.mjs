// bench_serve: the web application beside Debian's fossil, another C program that serves pages from one
// SQLite file, in one run.
//
//     node test/peers/bench_serve.mjs BUILD_FOLDER
//
// Opstap serves the demo region to somebody who is signed in: session, permission and rate are checked, and
// what is shown is logged. Fossil serves the last 25 of this project's own history to a visitor, who needs no sign-in there. Measured: start to the first answer that says ready (median of
// STARTS), resident memory when idle, the times of answers at a steady 200 requests a second and the most
// requests a second, with hey and wrk over loopback on the same processors. Then search as you type with 200,000
// people, timed by the server (its log). The memory of fossil is that of the process that waits; it makes another
// one for each request.
//
// OPSTAP_BENCH_PEOPLE: a database of people_file that is there already. Exit status 1: something did
// not answer as it should; limits are not judged here.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";

const STARTS = 11, STEADY_PER_SECOND = 200, STEADY_SECONDS = 20, CLIENTS = 8, FULL_SECONDS = 10, FULL_CLIENTS = 32;
const IDLE_WAIT_MS = 3000, PATIENCE_MS = 120000, LETTERS_MAX = 8, SEARCHES_PER_LENGTH = 100;
const PASSWORD = "vier woorden die ik onthoud", TODAY = "2026-03-02";
// Beginnings of these are typed.
const NAMES = ["Mohammed", "Fatima", "Tesfamariam", "Oleksandr", "Gebremedhin", "Karimi", "Haddad", "Yilmaz",
    "Bondarenko", "Abdelaziz", "Warsame", "Hosseini"];

const build = path.resolve(process.argv[2] || "build-bench");
const opstap = path.join(build, "opstap");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "opstap-bench-"));
const children = new Set();
let failed = false;

const has = (name) => process.env.PATH.split(":").some((one) => fs.existsSync(path.join(one, name)));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const median = (numbers) => quantile([...numbers].sort((a, b) => a - b), 0.5);

function run(program, words, input = "") {
    return execFileSync(program, words, { input, encoding: "utf8", timeout: PATIENCE_MS * 5, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "ignore"],
        env: { ...process.env, OPSTAP_PROGRESS: "off" } });
}

// One request; its status, headers and bytes. Fails when nobody listens.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function ask(port, where, { method = "GET", headers = {}, body = "" } = {}) {
    return new Promise((done, refuse) => {
        const asked = http.request({ host: "127.0.0.1", port, path: where, method, agent,
            headers: { ...headers, ...(body ? { "content-length": Buffer.byteLength(body) } : {}) } }, (answer) => {
            const parts = [];
            answer.on("data", (part) => parts.push(part));
            answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
            answer.on("error", refuse);
        });
        asked.on("error", refuse);
        asked.end(body);
    });
}

async function freePort() {
    const holder = http.createServer();
    await new Promise((done) => holder.listen(0, "127.0.0.1", done));
    const { port } = holder.address();
    await new Promise((done) => holder.close(done));
    return port;
}

// Starts a server and waits until `where` is answered with 200. Gives the milliseconds that took.
async function started(command, port, where) {
    const begun = process.hrtime.bigint();
    const child = spawn(command[0], command.slice(1), { stdio: "ignore" });
    children.add(child);
    for (;;) {
        const answer = await ask(port, where).catch(() => null);
        const spent = Number(process.hrtime.bigint() - begun) / 1e6;
        if (answer && answer.status === 200) return { child, spent };
        if (spent > PATIENCE_MS || child.exitCode !== null) throw new Error(`${command.join(" ")}: not ready`);
        await wait(1);
    }
}

function stopped(child) {
    return new Promise((done) => { child.once("exit", () => { children.delete(child); done(); }); child.kill("SIGTERM"); });
}

function residentMegabytes(pid) {
    return Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024 / 1e6;
}

function headerWords(headers) {
    return Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
}

// hey, at so many requests a second. Every answer must be 200.
function steady(port, where, headers) {
    const said = run("hey", ["-z", `${STEADY_SECONDS}s`, "-c", String(CLIENTS), "-q", String(STEADY_PER_SECOND / CLIENTS),
        "-disable-compression", "-o", "csv", ...headerWords(headers), `http://127.0.0.1:${port}${where}`]);
    const lines = said.trim().split("\n").slice(1).map((line) => line.split(","));
    good(lines.every((line) => line[6] === "200") && lines.length, where);
    const times = lines.map((line) => Number(line[0]) * 1e3).sort((a, b) => a - b);
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), rate: lines.length / STEADY_SECONDS };
}

// wrk, as fast as it goes.
function full(port, where, headers) {
    const said = run("wrk", ["-t", "1", "-c", String(FULL_CLIENTS), "-d", `${FULL_SECONDS}s`, ...headerWords(headers),
        `http://127.0.0.1:${port}${where}`]);
    good(!/Non-2xx|timeout [1-9]/.test(said), `${where}\n${said}`);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
}

function good(holds, what) {
    if (holds) return;
    failed = true;
    console.log(`not every answer was good: ${what}`);
}

async function measured(server) {
    const starts = [];
    let child;
    for (let i = 0; i < STARTS; i++) {
        if (child) await stopped(child);
        server.port = await freePort(); // fossil cannot have one again so soon
        const once = await started(server.command(server.port), server.port, server.ready);
        child = once.child;
        starts.push(once.spent);
    }
    await wait(IDLE_WAIT_MS);
    const idle = residentMegabytes(child.pid);
    const headers = await server.enter(server.port);
    const page = await ask(server.port, server.page, { headers });
    if (page.status !== 200) throw new Error(`${server.page}: ${page.status}`);
    const even = steady(server.port, server.page, headers);
    const most = full(server.port, server.page, headers);
    const busy = residentMegabytes(child.pid);
    await stopped(child);
    return { start: median(starts), worst: Math.max(...starts), idle, busy, bytes: Buffer.byteLength(page.text), ...even, most };
}

// --- ours ---

async function signedIn(port) {
    const form = await ask(port, "/sign-in");
    const token = /name="token" value="([^"]+)"/.exec(form.text)[1];
    const cookies = (answer) => (answer.headers["set-cookie"] || []).map((one) => one.split(";")[0]).join("; ");
    const answer = await ask(port, "/sign-in", { method: "POST",
        headers: { cookie: cookies(form), "content-type": "application/x-www-form-urlencoded", origin: `http://127.0.0.1:${port}` },
        body: new URLSearchParams({ token, login: "bench", password: PASSWORD }).toString() });
    if (answer.status !== 303) throw new Error(`signing in: ${answer.status}`);
    return { cookie: cookies(answer) };
}

function userAdd(database) {
    run(opstap, ["user", "add", "bench", "--name", "Bench", "--roles", "client_manager", "--db", database], `${PASSWORD}\n`);
}

function serving(database, port, more = []) {
    return [opstap, "serve", "--db", database, "--today", TODAY, "--port", String(port), "--rate", "100000", ...more];
}

async function ours() {
    const database = path.join(folder, "demo.db");
    run(opstap, ["demo", "--no-serve", "--db", database, "--today", TODAY]);
    userAdd(database);
    return measured({ command: (port) => serving(database, port), ready: "/readyz", page: "/candidates", enter: signedIn });
}

// --- the peer ---

async function fossil() {
    const repository = path.join(folder, "peer.fossil");
    const source = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../..");
    const environment = { ...process.env, HOME: folder, FOSSIL_HOME: folder, USER: "bench" };
    const history = execFileSync("git", ["-C", source, "fast-export", "--all", "--signed-tags=strip"],
        { maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
    execFileSync("fossil", ["import", "--git", repository], { input: history, env: environment, stdio: ["pipe", "ignore", "ignore"] });
    return measured({
        command: (port) => ["env", `HOME=${folder}`, "fossil", "server", "--localhost", "--nojail", "--port", String(port), repository],
        ready: "/timeline?n=25", page: "/timeline?n=25", enter: async () => ({}),
    });
}

// --- search as you type ---

async function searching() {
    const given = process.env.OPSTAP_BENCH_PEOPLE, database = given || path.join(folder, "many.db");
    if (!given) run(path.join(build, "test/peers/people_file"), [database]);
    userAdd(database);
    const port = await freePort(), log = path.join(folder, "requests.log");
    const { child, spent } = await started(serving(database, port, ["--log", log]), port, "/readyz");
    const headers = await signedIn(port);
    const first = process.hrtime.bigint();
    await ask(port, "/candidates?words=a", { headers });
    const firstSpent = Number(process.hrtime.bigint() - first) / 1e6;
    fs.truncateSync(log);
    const letters = [];
    for (let round = 0; round < SEARCHES_PER_LENGTH; round++) {
        for (let length = 1; length <= LETTERS_MAX; length++) {
            const words = NAMES[round % NAMES.length].slice(0, length);
            const answer = await ask(port, `/candidates?words=${encodeURIComponent(words)}`, { headers });
            if (answer.status !== 200) throw new Error(`a search: ${answer.status}`);
            letters.push(length);
        }
    }
    await stopped(child);
    const times = fs.readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line))
        .map((one) => one.microseconds / 1e3).slice(-letters.length);
    console.log(`\nsearch as you type, 200,000 people, by the server's own log (ready after ${spent.toFixed(0)} ms, first search ${firstSpent.toFixed(0)} ms)`);
    console.log("letters      p50      p95      p99   ms");
    for (let length = 0; length <= LETTERS_MAX; length++) {
        const some = times.filter((_, i) => !length || letters[i] === length).sort((a, b) => a - b);
        console.log(`${length ? String(length).padEnd(6) : "all   "} ${[0.5, 0.95, 0.99].map((part) => quantile(some, part).toFixed(2).padStart(8)).join(" ")}`);
    }
}

// --- the table ---

const rows = [
    ["start to ready, median", "start", "ms", 1], ["start to ready, longest", "worst", "ms", 1],
    ["resident when idle", "idle", "MB", 1], ["resident after the load", "busy", "MB", 1],
    ["page", "bytes", "bytes", 0], [`answers at ${STEADY_PER_SECOND} a second, p50`, "p50", "ms", 2],
    [`answers at ${STEADY_PER_SECOND} a second, p99`, "p99", "ms", 2], ["asked a second in fact", "rate", "", 0], ["most requests a second", "most", "", 0],
];

function table(one, other) {
    console.log(`${"".padEnd(36)}${"opstap".padStart(12)}${"fossil".padStart(12)}${"ratio".padStart(10)}`);
    for (const [what, key, unit, digits] of rows) {
        const there = other ? other[key].toFixed(digits) : "not here";
        const ratio = other ? (one[key] / other[key]).toFixed(2) : "";
        console.log(`${what.padEnd(36)}${one[key].toFixed(digits).padStart(12)}${there.padStart(12)}${ratio.padStart(10)}  ${unit}`);
    }
}

try {
    if (!has("hey") || !has("wrk")) {
        console.log("hey or wrk is not here: script/bootstrap bench installs them");
    } else {
        const one = await ours();
        table(one, has("fossil") ? await fossil() : null);
        await searching();
    }
} finally {
    children.forEach((child) => child.kill("SIGKILL"));
    fs.rmSync(folder, { recursive: true, force: true });
}
agent.destroy();
process.exitCode = failed ? 1 : 0;
