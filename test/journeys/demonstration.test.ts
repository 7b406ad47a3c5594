import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from '#test/chromium.ts'
import { type Running, startRunning } from '#test/running.ts'
import { deedJourneys } from './deed.ts'
import { everyPage } from './every-page.ts'
import { noticeJourneys } from './notice.ts'
import { objectionJourneys } from './objection.ts'
import { readingJourneys } from './reading.ts'
import { recordJourneys } from './record.ts'
import { rosterJourneys } from './roster.ts'
import type { Stage } from './stage.ts'
import { whyJourneys } from './why.ts'

/** One program and one browser for all journeys through the demonstration, while a notice hangs. */
const stage = {} as Stage
let running: Running | undefined

beforeAll(async () => {
  running = await startRunning({ nature: 'demonstration', on: '2026-10-08T02:00:00Z' })
  stage.origin = running.origin
  stage.browser = await launchChromium()
}, 300_000)

afterAll(async () => {
  await stage.browser?.close()
  await running?.stop()
})

whyJourneys(stage)
deedJourneys(stage)
objectionJourneys(stage)
noticeJourneys(stage)
rosterJourneys(stage)
readingJourneys(stage)
recordJourneys(stage)
everyPage(stage)
