// Every pattern is looked at: light, dark, narrow, with large text.
import { suite } from "./harness.mjs";
import { patternNames, servePatterns } from "./patterns.mjs";

await suite(async ({ look }) => {
    const server = await servePatterns();
    for (const name of patternNames()) await look(`${server.address}/pattern/${name}`, `pattern-${name}`);
    await server.stop();
});
