import { writeSync } from 'node:fs'
import { makeApp } from '#app.ts'
import { manualClock } from '#kernel/clock.ts'
import { openDatabase } from '#kernel/database.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import { sessionOf, testSecrets } from '#test/app.ts'
import { place } from '#test/village.ts'

/**
 * A program that does what it is told until it is killed, and says on its standard output only what
 * was acknowledged: `ready`, then one envelope id a line. Arguments: data folder, work, seed.
 */
const [dataDir, work, seed] = process.argv.slice(2) as [string, string, string]
const tenantCode = place.village
const database = await openDatabase({ dataDir })
const clock = manualClock('2026-10-20T02:00:00Z')
const app = makeApp({ database, clock, secrets: testSecrets })
const say = (line: string) => writeSync(1, `${line}\n`)

async function send(who: string, name: string, input: object): Promise<void> {
  const id = newEnvelopeId()
  const done = await app.dispatch(sessionOf(who), { id, name, input: { tenantCode, ...input } })
  if (done.ok) say(id)
  else say(`refused ${done.code}`)
}

/** A roster of 300 new people: one act, all of it or nothing. */
function roster(round: number): object {
  const rows = Array.from({ length: 300 }, (_, i) => ({
    ...{
      row: i + 2,
      householdCode: String(100 + round * 100 + Math.floor(i / 3)),
      name: `演示${seed}${round}${i}`,
    },
    ...{ sex: i % 2 ? 'female' : 'male', birthDate: `19${60 + (i % 30)}-05-01` },
    relation: ['head', 'spouse', 'father'][i % 3],
  }))
  const sheetHash = `${seed}${round}`.padStart(64, '0').replace(/[^0-9a-f]/g, '0')
  return { sheetHash, rows }
}

let round = 0
const works: Record<string, () => Promise<void>> = {
  declare: () => {
    const code = String((round % 12) + 1).padStart(3, '0')
    const happenedOn = `2026-10-${String((round % 19) + 1).padStart(2, '0')}`
    const deed = {
      valueHundredths: 100,
      itemKey: ['ditch', 'road', 'elder'][round % 3],
      happenedOn,
    }
    return send(`villager_${code}`, 'points.declare', { ...deed, note: `${seed}/${round}` })
  },
  decide: () =>
    send('director', 'settings.decide', {
      ...{
        key: 'notices.days',
        value: 5 + (round % 20),
        source: '测试：逐日写入',
        verified: false,
      },
      validFrom: new Date(Date.UTC(2027, 0, 1 + Number(seed) * 200 + round))
        .toISOString()
        .slice(0, 10),
    }),
  import: () => send('scorekeeper', 'people.import_roster', roster(Number(seed) * 40 + round)),
  close: () =>
    send('system', 'stars.draft_slice', { closeId: process.env.CLOSE_ID, households: 1 }),
}

say('ready')
for (;;) {
  await works[work]!()
  round += 1
}
