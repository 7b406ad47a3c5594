import { createPrivateKey, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { factsAt, participantsAt } from './letter-facts.ts'
import { type Act, compare, isTold, makeOpener, type Records, type Row } from './records.ts'

const area = 'letters'

/**
 * Every letter issued is signed with the key of its year, says what its row and the records of its time
 * say, and was issued, answered, taken back and looked up by acts on record.
 */
export function checkLetters(records: Records, master: Buffer): void {
  const acts = actsOf(records)
  for (const letter of records.table('letters.letter')) {
    checkSteps(records, letter, acts)
    checkAnswers(records, letter, acts)
    if (!letter.issued_at || letter.forgotten_at) continue
    checkContent(records, letter, master)
    checkAgreement(records, letter)
  }
  checkLooks(records, acts)
}

type ActsOf = (command: string, letterId?: string) => readonly Act[]

function actsOf(records: Records): ActsOf {
  const acts = [...records.acts.values()]
    .filter((act) => act.command.startsWith('letters.'))
    .sort((a, b) => a.sequence - b.sequence)
  return (command, letterId) =>
    acts.filter(
      (act) =>
        act.command === `letters.${command}` &&
        (letterId === undefined || act.forgotten || act.outcome.letterId === letterId),
    )
}

/** Whether an act that was forgotten may be the one looked for: then nothing can be compared. */
function isUnclear(records: Records, acts: readonly Act[], at: unknown): boolean {
  const found = acts.find((act) => act.forgotten && act.at === at)
  return found !== undefined && !isTold(records, found)
}

function checkSteps(records: Records, letter: Row, acts: ActsOf): void {
  const steps = [
    ['begin', letter.begun_at],
    ['issue', letter.issued_at],
    ['discard', letter.forgotten_at && !letter.issued_at ? null : letter.discarded_at],
    ['revoke', letter.revoked_at],
  ] as const
  for (const [command, at] of steps) {
    const all = acts(command, letter.id)
    if (isUnclear(records, all, at)) continue
    const told = all.find((act) => !act.forgotten) ?? null
    const by = told && (told.behalf ?? told.person)
    const person = command === 'revoke' ? letter.revoked_by : letter.person_id
    compare(
      records,
      { area, where: `letters.letter ${letter.id} ${command}` },
      { expected: { at: told?.at ?? null, by }, found: { at: at ?? null, by: at ? person : null } },
    )
  }
}

function checkAnswers(records: Records, letter: Row, acts: ActsOf): void {
  const all = acts('answer', letter.id)
  if (all.some((act) => act.forgotten)) {
    records.skip()
    return
  }
  const expected = all.map((act) => [act.behalf ?? act.person, act.input.agrees, act.at])
  const found = records
    .table('letters.answer')
    .filter((row) => row.letter_id === letter.id)
    .sort((a, b) => a.number - b.number)
    .map((row) => [row.person_id, row.agrees, row.answered_at])
  compare(records, { area, where: `letters.answer of ${letter.id}` }, { expected, found })
}

function checkContent(records: Records, letter: Row, master: Buffer): void {
  const where = `letters.letter ${letter.id}`
  const open = makeOpener(master)
  const [, text = '', signature = ''] = open(letter.sealed).split('.')
  const bytes = Buffer.from(text, 'base64url')
  const key = keyOf(master, String(letter.issued_at).slice(0, 4))
  if (!verify(null, bytes, key, Buffer.from(signature, 'base64url')))
    records.report({ area, where: `${where} signature`, expected: 'true', found: 'false' })
  const said = JSON.parse(bytes.toString('utf8')) as Row
  const expected = {
    ...{ id: letter.id, place: records.tenant, to: letter.lender_name },
    ...{ purpose: open(letter.purpose_sealed), issuedAt: letter.issued_at },
    ...{ expiresAt: letter.expires_at, key: letter.key_id },
  }
  const { id, place, to, purpose, issuedAt, expiresAt, key: keyId } = said
  const found = { id, place: place.code, to, purpose, issuedAt, expiresAt, key: keyId }
  compare(records, { area, where }, { expected, found })
  const facts = { expected: factsAt(records, letter, said.facts), found: said.facts }
  compare(records, { area, where: `${where} facts` }, facts)
}

/** The public key of a year, derived a second time from the installation's secret. */
function keyOf(master: Buffer, year: string) {
  const seed = hkdfSync('sha256', master, '', `xiangyue/sign/1/letters/${year}`, 32)
  const head = Buffer.from('302e020100300506032b657004220420', 'hex')
  const der = Buffer.concat([head, Buffer.from(seed)])
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
}

/** What is about the household stands there by the last yes of everybody else who took part. */
function checkAgreement(records: Records, letter: Row): void {
  const others = participantsAt(records, letter).filter((id) => id !== letter.person_id)
  const last = new Map<string, boolean>()
  const words = records.table('letters.answer').filter((row) => row.letter_id === letter.id)
  for (const row of words.sort((a, b) => a.number - b.number)) last.set(row.person_id, row.agrees)
  const shown = (letter.shown_ids as string[]).filter((id) => id !== letter.person_id)
  const agreed = others.every((id) => last.get(id) === true)
  const expected = shown.length === 0 || agreed ? [...shown].sort() : 'their yes'
  const found = shown.length === 0 ? [] : [...others].sort()
  compare(records, { area, where: `letters.letter ${letter.id} agreement` }, { expected, found })
}

function checkLooks(records: Records, acts: ActsOf): void {
  const all = acts('look_up')
  const told = new Map(
    all.filter((act) => !act.forgotten).map((act) => [act.outcome.lookId as string, act]),
  )
  for (const look of records.table('letters.look')) {
    if (isUnclear(records, all, look.looked_at)) continue
    const act = told.get(look.id)
    told.delete(look.id)
    const expected = { at: act?.at ?? null, name: act?.input.lenderName ?? null }
    const found = { at: look.looked_at, name: look.lender_name }
    compare(records, { area, where: `letters.look ${look.id}` }, { expected, found })
  }
  for (const id of told.keys())
    records.report({ area, where: `letters.look ${id}`, expected: 'a look', found: 'none' })
}
