// A made-up region, served by the real program, and somebody who may do everything in it.
//
//     const house = await openHouse();      house.address, house.who, house.link, house.opstap(...)
//     await house.close();
//
// house.link is the link with which the first password is set, once; house.enter() does that.
// OPSTAP_SERVE: another command that serves, as words; the database is added behind it as --db FILE.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build, serve } from "./harness.mjs";

export const TODAY = "2026-11-24";
const PASSWORD = "een goede lange zin 7";

export async function openHouse() {
    const program = path.join(build, "opstap");
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "opstap-browser-"));
    const database = path.join(folder, "demo.db");
    const environment = { OPSTAP_PROGRESS: "off" };
    const opstap = (words, input = "") =>
        execFileSync(program, words, { encoding: "utf8", input, env: { ...process.env, ...environment } });
    opstap(["demo", "--db", database, "--today", TODAY]);
    const command = process.env.OPSTAP_SERVE ? process.env.OPSTAP_SERVE.split(" ") :
        [program, "serve", "--port", "0", "--today", TODAY];
    const server = await serve([...command, "--db", database], environment);
    return {
        address: server.address,
        database,
        opstap,
        who: { address: server.address, login: "beheer", password: PASSWORD },
        link: /http:\S+\/setup\/\S+/.exec(server.said)[0].replace(/127\.0\.0\.1:\d+/, new URL(server.address).host),
        // Through the form, as the first visitor does.
        async enter(page) {
            const made = await page();
            await made.goto(this.link);
            await made.fill("[name=password]", PASSWORD);
            await submit(made);
            await made.context().close();
        },
        async close() {
            await server.stop();
            fs.rmSync(folder, { recursive: true });
        },
    };
}

// Presses a button and waits for the page that comes.
export function submit(made, button = "main form button[type=submit]") {
    return Promise.all([made.waitForNavigation(), made.click(button)]);
}
