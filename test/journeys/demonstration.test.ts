import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from '#test/chromium.ts'
import { type Running, startRunning } from '#test/running.ts'
import { smallDemonstration } from '#test/small-demonstration.ts'
import { closeJourneys } from './close.ts'
import { deedJourneys } from './deed.ts'
import { draftingJourneys } from './drafting.ts'
import { elderJourneys } from './elder.ts'
import { everyPage } from './every-page.ts'
import { forgettingJourneys } from './forgetting.ts'
import { keyboardJourneys } from './keyboard.ts'
import { noticeJourneys } from './notice.ts'
import { objectionJourneys } from './objection.ts'
import { readingJourneys } from './reading.ts'
import { recordJourneys } from './record.ts'
import { rosterJourneys } from './roster.ts'
import type { Stage } from './stage.ts'
import { targetJourneys } from './targets.ts'
import { whyJourneys } from './why.ts'

/**
 * One program and one browser for all journeys through the demonstration. It lives in the first days
 * after a quarter, because that is when a close can be gone through and a notice objected to. The
 * journeys follow one another as in a village: what one of them does, the next one finds.
 */
const stage = {} as Stage
const on = '2026-10-08T02:00:00Z'
let folder: string | undefined
let running: Running | undefined

beforeAll(async () => {
  folder = await smallDemonstration(on)
  running = await startRunning({ nature: 'demonstration', on, data: join(folder, 'data') })
  stage.origin = running.origin
  stage.browser = await launchChromium()
}, 300_000)

afterAll(async () => {
  await stage.browser?.close()
  await running?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

whyJourneys(stage)
deedJourneys(stage)
closeJourneys(stage)
objectionJourneys(stage)
noticeJourneys(stage)
rosterJourneys(stage)
forgettingJourneys(stage)
readingJourneys(stage)
recordJourneys(stage)
draftingJourneys(stage)
targetJourneys(stage)
elderJourneys(stage)
keyboardJourneys(stage)
everyPage(stage)
