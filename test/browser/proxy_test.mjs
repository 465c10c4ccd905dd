// The web application as it is put into service: behind nginx with the configuration that is shipped, changed
// only where this machine differs (ports, certificate, name, log), and a certificate made here.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { build, must, mustBe, serve, suite } from "./harness.mjs";
import { submit } from "./house.mjs";

const TODAY = "2026-11-24", PASSWORD = "een goede lange zin 7", WAIT_MS = 10000;
const shipped = new URL("../../share/nginx/opstap.conf", import.meta.url);

const places = [...process.env.PATH.split(":"), "/usr/sbin", "/usr/local/sbin"];
const program = (name) => places.map((one) => path.join(one, name)).find((one) => fs.existsSync(one));
for (const name of ["nginx", "openssl"]) {
    if (!program(name)) {
        console.log(`1..1\nok 1 - behind nginx # SKIP there is no ${name}; script/bootstrap test installs nginx`);
        process.exit(0);
    }
}

function freePort() {
    return new Promise((done) => {
        const taken = net.createServer().listen(0, "127.0.0.1", () => {
            const { port } = taken.address();
            taken.close(() => done(port));
        });
    });
}

// An answer as it came: the browser shows no headers that it used up itself.
function asked(address) {
    return new Promise((done, refuse) => {
        const way = address.startsWith("https:") ? https : http;
        way.get(address, { rejectUnauthorized: false, agent: false }, (answer) => {
            answer.resume();
            answer.on("end", () => done(answer));
        }).on("error", refuse);
    });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "opstap-proxy-"));
const inside = (name) => path.join(folder, name);
const database = inside("opstap.db"), opstap = path.join(build, "opstap");
execFileSync(opstap, ["demo", "--db", database, "--today", TODAY], { stdio: "ignore" });
const addUser = ["user", "add", "anna", "--name", "Anna (demo)", "--roles", "team_lead", "--db", database];
execFileSync(opstap, addUser, { input: `${PASSWORD}\n` });
const server = await serve([opstap, "serve", "--port", "0", "--today", TODAY, "--proxies", "127.0.0.1 ::1",
    "--db", database]);
const behind = new URL(server.address).port, plain = await freePort(), secure = await freePort();

execFileSync(program("openssl"), ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
    "-keyout", inside("key.pem"), "-out", inside("cert.pem")], { stdio: "ignore" });

// What differs here; a line that is no longer there is a fault of this test.
function rewritten(text) {
    const changes = [
        [/^ *listen \[::\]:.*\n/gm, ""],
        [/listen 80;/, `listen 127.0.0.1:${plain};`],
        [/listen 443 ssl http2;/, `listen 127.0.0.1:${secure} ssl http2;`],
        [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${behind};`],
        [/opstap\.example;/g, "localhost 127.0.0.1;"],
        [/\/etc\/ssl\/opstap\/fullchain\.pem/, inside("cert.pem")],
        [/\/etc\/ssl\/opstap\/privkey\.pem/, inside("key.pem")],
        [/\/var\/log\/nginx\/opstap\.log/, inside("access.log")],
    ];
    for (const [from, to] of changes) {
        must(text.search(from) >= 0, `the shipped configuration has no ${from}`);
        text = text.replace(from, to);
    }
    return text;
}

fs.writeFileSync(inside("site.conf"), rewritten(fs.readFileSync(shipped, "utf8")));
const user = process.getuid() === 0 ? "user root;" : "";
fs.writeFileSync(inside("nginx.conf"), `daemon off; worker_processes 1; ${user} pid ${inside("pid")};
events { worker_connections 200; }
http {
    ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((one) => `${one}_temp_path ${inside(one)};`).join(" ")}
    include ${inside("site.conf")};
}
`);
const words = ["-p", folder, "-e", inside("error.log"), "-c", inside("nginx.conf")];
const site = `https://127.0.0.1:${secure}`;
let nginx;

async function nginxStart() {
    nginx = spawn(program("nginx"), words, { stdio: "ignore" });
    for (const until = Date.now() + WAIT_MS; Date.now() < until;) {
        if (await asked(`${site}/livez`).catch(() => null)) return;
        await new Promise((done) => { setTimeout(done, 50); });
    }
    throw new Error(`nginx does not start:\n${fs.readFileSync(inside("error.log"), "utf8")}`);
}

await suite(async ({ test, page, check, signIn }) => {
    await test("nginx accepts the shipped configuration", async () => {
        execFileSync(program("nginx"), ["-t", "-q", ...words]);
        await nginxStart();
    });

    await test("who comes without TLS is sent to where there is", async () => {
        const answer = await asked(`http://127.0.0.1:${plain}/sign-in`);
        mustBe(answer.statusCode, 301, "status");
        mustBe(answer.headers.location, "https://127.0.0.1/sign-in", "where it leads");
    });

    await test("every header that protects a reader comes once", async () => {
        const answer = await asked(`${site}/sign-in`);
        mustBe(answer.statusCode, 200, "status");
        const wanted = { "strict-transport-security": /max-age=31536000/, "content-security-policy": /default-src 'none'/,
            "x-content-type-options": /^nosniff$/, "cross-origin-opener-policy": /^same-origin$/,
            "cache-control": /no-store/ };
        for (const [name, value] of Object.entries(wanted)) {
            const times = answer.rawHeaders.filter((one, at) => at % 2 === 0 && one.toLowerCase() === name).length;
            mustBe(times, 1, `times that ${name} came`);
            must(value.test(answer.headers[name]), `${name}: ${answer.headers[name]}`);
        }
        must(!/\d/.test(answer.headers.server || ""), "it says which nginx it is");
    });

    await test("how the machine is, is not told outside", async () => {
        for (const where of ["/metrics", "/readyz"]) {
            mustBe((await asked(site + where)).statusCode, 404, where);
        }
    });

    await test("over HTTP/2 one signs in and reads an explained match", async () => {
        const made = await page({ context: { ignoreHTTPSErrors: true } });
        await signIn(made, { address: site, login: "anna", password: PASSWORD });
        const cookies = await made.context().cookies();
        const session = cookies.filter((one) => one.name.startsWith("__Host-"));
        must(session.length, `no __Host- cookie: ${cookies.map((one) => one.name)}`);
        for (const one of cookies) {
            must(one.secure && one.httpOnly && one.path === "/", `${one.name} is not Secure, HttpOnly, for /`);
        }
        const answer = await made.goto(`${site}/candidates/kandidaat-0645/matches`);
        mustBe(answer.status(), 200, "status of the best places");
        mustBe(await made.evaluate(() => performance.getEntriesByType("navigation")[0].nextHopProtocol), "h2", "protocol");
        const link = await made.locator("main a[href*='/matches/']").first().getAttribute("href");
        mustBe((await made.goto(new URL(link, site).href)).status(), 200, link);
        await check(made, "a match behind nginx");
        await made.goto(`${site}/`);
        await submit(made, "header form button[type=submit]");
        mustBe(new URL(made.url()).protocol, "https:", "protocol after signing out");
        await made.context().close();
    });

    await test("the log of nginx holds no address of a page or of a person", async () => {
        const log = fs.readFileSync(inside("access.log"), "utf8");
        must(log.includes("GET 200"), "nothing was logged");
        must(!/kandidaat|127\.0\.0\.1|sign-in/.test(log), log);
    });
});
if (nginx) nginx.kill("SIGQUIT");
await server.stop();
fs.rmSync(folder, { recursive: true, force: true });
