// duckdb_match: the ten best openings for people, by DuckDB, from the tables of match_sheet.h.
//
//     node duckdb_match.mjs PACKAGE TABLES THREADS REPEATS
//
// PACKAGE: a folder with the package in node_modules; TABLES: the folder of the tables. Printed: "version V";
// "load S": seconds to read and sort the openings; "fill S": seconds for the tables of all people; then a line per
// run, "list PLAN PERSON SECONDS NUMBER:SCORE ...". A query is prepared once a person and run once more, first, than
// is counted.
//
// What was tried to make it fast, and kept: rows in order of place in small groups, so that both threads have work
// and ways out of reach skip groups; a table per person; the smallest types; joins on equal types.
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [folder, tables, threads, repeats] = process.argv.slice(2)
const { DuckDBInstance, version } = createRequire(join(resolve(folder), 'package.json'))('@duckdb/node-api')
const database = await DuckDBInstance.create(join(tables, 'market.duckdb'), { threads })
const connection = await database.connect()
const run = (text) => connection.run(text)
const rows = async (text) => (await connection.runAndReadAll(text)).getRowObjects()
const list = (path) => `read_csv('${join(tables, path)}')`
const typed = (types) => Object.entries(types).map(([name, type]) => `"${name}"::${type} AS "${name}"`).join(', ')
let last = performance.now()
const told = (what) => {
    console.log(what, (performance.now() - last) / 1000)
    last = performance.now()
}

const openingTypes = {
    number: 'INTEGER', work: 'INTEGER', way: 'INTEGER', language: 'SMALLINT', times: 'SMALLINT', offer: 'SMALLINT',
    begin: 'INTEGER', moves: 'BOOLEAN', latest: 'INTEGER', hours_min: 'SMALLINT', hours_max: 'SMALLINT',
    education: 'TINYINT', work_level: 'TINYINT', skill_sum: 'INTEGER', required_1: 'BIGINT', required_2: 'BIGINT',
}
const personTypes = {
    work: { work: 'INTEGER', points: 'INTEGER' },
    way: { way: 'INTEGER', points: 'INTEGER' },
    language: { language: 'SMALLINT', points: 'INTEGER', start: 'INTEGER' },
    times: { times: 'SMALLINT' },
    offer: { offer: 'SMALLINT', points: 'INTEGER' },
}

console.log('version', version())
await run(`ATTACH '${join(tables, 'lists.duckdb')}' AS lists (ROW_GROUP_SIZE 16384)`)
await run('USE lists')
await run(`CREATE TABLE openings AS SELECT ${typed(openingTypes)} FROM ${list('openings.csv')}`)
await run(`CREATE TABLE opening_skills AS SELECT ${typed({ opening: 'INTEGER', skill: 'SMALLINT', weight: 'INTEGER' })}
    FROM ${list('opening_skills.csv')} ORDER BY skill, opening`)
await run('CHECKPOINT')
told('load')

const people = await rows(`SELECT * EXCLUDE has FROM ${list('people.csv')} ORDER BY person`)
const skills = await rows(`SELECT person, skill FROM ${list('skills.csv')}`)
for (const [name, types] of Object.entries(personTypes)) {
    await run(`CREATE TEMP TABLE all_${name} AS SELECT person, ${typed(types)} FROM ${list(`${name}.csv`)}`)
    for (const { person } of people) {
        await run(`CREATE TEMP TABLE ${name}_${person} AS SELECT * EXCLUDE person FROM all_${name}
            WHERE person = ${person}`)
    }
}
told('fill')

const skillsOf = (person) =>
    skills.filter((row) => row.person === person).map((row) => row.skill).join(', ') || '-1'

const fits = (p) => {
    const n = p.person
    const start = `CASE WHEN moves THEN greatest("begin", ${p.available_from}) ELSE "begin" END`
    return `openings JOIN way_${n} way USING (way) JOIN times_${n} USING (times)
        JOIN language_${n} language USING (language) JOIN offer_${n} offer USING (offer)
        LEFT JOIN work_${n} work USING (work)
    WHERE (required_1 & ${p.lacked_1}) = 0 AND (required_2 & ${p.lacked_2}) = 0
        AND openings.hours_min <= ${p.hours_max} AND openings.hours_max >= ${p.hours_min}
        AND openings.education <= ${p.education} AND openings.work_level <= ${p.work_level}
        AND latest >= ${p.available_from} AND ${start} <= ${p.available_until}
        AND (moves OR ${start} >= ${p.right_from}) AND ${start} <= ${p.right_until}
        AND ${start} >= language.start AND (work.points IS NULL OR work.points >= 0)`
}
const points = 'coalesce(work.points, 0) + language.points + way.points + offer.points'
const covered = 'coalesce(covered * 1000 // skill_sum * 150 // 1000, 0)'
const best = 'ORDER BY score DESC, number LIMIT 10'

const plans = {
    join: (p) => `SELECT number, ${points} + ${covered} AS score
        FROM ${fits(p).replace('WHERE', `LEFT JOIN (SELECT opening, sum(weight)::INTEGER AS covered FROM opening_skills
            WHERE skill IN (${skillsOf(p.person)}) GROUP BY opening) known ON opening = number WHERE`)} ${best}`,
    fitting_first: (p) => `WITH fitting AS MATERIALIZED (SELECT number, skill_sum, ${points} AS points FROM ${fits(p)}),
        known AS (SELECT opening, sum(weight)::INTEGER AS covered FROM opening_skills
            WHERE skill IN (${skillsOf(p.person)}) AND opening IN (SELECT number FROM fitting) GROUP BY opening)
        SELECT number, points + ${covered} AS score FROM fitting LEFT JOIN known ON opening = number ${best}`,
}

for (const [plan, query] of Object.entries(plans)) {
    for (const person of people) {
        const prepared = await connection.prepare(query(person))
        for (let i = -1; i < repeats; i++) {
            const began = performance.now()
            const found = (await prepared.runAndReadAll()).getRows()
            const took = (performance.now() - began) / 1000
            if (i < 0) continue
            console.log('list', plan, `${person.person}`, took, ...found.map(([number, score]) => `${number}:${score}`))
        }
    }
}
connection.closeSync()
