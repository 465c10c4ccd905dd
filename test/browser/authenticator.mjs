// The app on a phone that makes the codes of a second factor, from the key that a page shows.
//
//     await codeNext(secret)      a code that was not given before; waits when there is none yet
//     codeWrong(secret)           six digits that are no code of these minutes
import { createHmac } from "node:crypto";

const STEP_SECONDS = 30, SETTLE_SECONDS = 4;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// RFC 4226 of the step.
function codeAt(secret, step) {
    const bits = [...secret].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, "0")).join("");
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", key).update(counter).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1000000).padStart(6, "0");
}

// A code is good once, from one step before now until one after: each secret is asked for its next one.
const used = new Map();
export async function codeNext(secret) {
    for (;;) {
        const now = Date.now() / 1000, step = Math.floor(now / STEP_SECONDS);
        const ending = now % STEP_SECONDS > STEP_SECONDS - SETTLE_SECONDS;
        const next = Math.max((used.get(secret) || 0) + 1, step - (ending ? 0 : 1));
        if (next <= step + 1) {
            used.set(secret, next);
            return codeAt(secret, next);
        }
        await new Promise((done) => setTimeout(done, 1000));
    }
}

export function codeWrong(secret) {
    const step = Math.floor(Date.now() / 1000 / STEP_SECONDS);
    const right = [-2, -1, 0, 1, 2].map((ahead) => codeAt(secret, step + ahead));
    return ["123456", "234567", "345678", "456789", "567890", "678901"].find((code) => !right.includes(code));
}
