import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verdictOn } from '#test/altered.ts'
import { adoption, clause, type Drafting, openDrafting } from '#test/drafting.ts'
import { explainWarnings } from '#test/quarter.ts'
import { ditchTable } from '#test/tabled.ts'
import { place } from '#test/village.ts'

const itemKey = 'machine_lent'
const words = { title: { zh: '义务出机具、出技术', en: '' } }
/** The ditch's table as a form tells it, in points; the item brings one to ten. */
const table = {
  inputs: ditchTable.inputs,
  rows: ditchTable.rows.map(({ hundredths, ...row }) => ({ ...row, points: hundredths / 100 })),
  examples: ditchTable.examples.map(({ inputs, hundredths }) => ({
    ...{ inputs, points: hundredths / 100 },
  })),
}
let house: Drafting
beforeAll(async () => {
  house = await openDrafting()
})
afterAll(() => house.close())

const act: Drafting['act'] = (...sent) => house.act(...sent)
const facts = {
  ...{ ...clause, ...words, aspectKey: 'public_works', clause: '12.2' },
  ...{ itemKey, minPoints: 1, maxPoints: 10, capPoints: 10 },
}

async function tabled(more: object = {}): Promise<string> {
  const versionId = await house.drafted()
  expect(await act('scorekeeper', 'edit_item', { versionId, ...facts })).toMatchObject({
    versionId,
  })
  const done = await act('scorekeeper', 'edit_table', {
    ...{ versionId, itemKey },
    table: { ...table, ...more },
  })
  expect(done).toMatchObject({ versionId })
  return versionId
}
const adopt = (versionId: string) => act('director', 'adopt', { versionId, ...adoption })
const tableIn = async (versionId: string) =>
  (await house.found(versionId)).content.items.find((item) => item.key === itemKey)!.table

describe('compact.edit_table', () => {
  it('gives an item a table, keeps it when the item is rewritten, and takes it away again', async () => {
    const versionId = await tabled()
    expect(await tableIn(versionId)).toEqual(ditchTable)
    await act('scorekeeper', 'edit_item', { versionId, ...facts, maxPoints: 9 })
    expect(await tableIn(versionId)).toEqual(ditchTable)
    await act('scorekeeper', 'edit_table', { versionId, itemKey })
    const { content } = await house.found(versionId)
    const item = content.items.find((one) => one.key === itemKey)!
    expect('table' in item).toBe(false)
  })

  it.each([
    ['compact.unknown_item', { itemKey: 'nowhere' }],
    ['compact.draft_changed', { basedOn: 'a'.repeat(64) }],
    ['compact.table_on_deduction', { itemKey: 'road_blocked' }],
    [
      'compact.table_input_repeated',
      { table: { ...table, inputs: Array(2).fill(table.inputs[1]) } },
    ],
    [
      'compact.table_count_inverted',
      { table: { ...table, inputs: [{ ...table.inputs[0], max: 0 }, ...table.inputs.slice(1)] } },
    ],
    [
      'compact.table_too_many_inputs',
      { table: { ...table, inputs: [...table.inputs, { ...table.inputs[2], key: 'more' }] } },
    ],
    [
      'compact.table_condition_unfit',
      { table: { ...table, rows: [{ when: { gone: { is: 'yes' } }, points: 1 }] } },
    ],
  ])('is refused as %s', async (code, more) => {
    const versionId = await house.drafted()
    const input = { versionId, itemKey, table, ...more }
    expect(await act('scorekeeper', 'edit_table', input)).toBe(code)
  })
})

describe('compact.adopt with tables', () => {
  const last = table.rows.at(-1)!
  it.each([
    ['compact.table_gap', { rows: table.rows.slice(0, 3) }],
    ['compact.table_row_unreachable', { rows: [...table.rows, last] }],
    ['compact.table_points_out_of_range', { rows: [{ ...last, points: 2 }] }],
    ['compact.table_examples_missing', { examples: [] }],
    ['compact.example_unfit', { examples: [{ inputs: {}, points: 1 }] }],
  ])('is refused as %s', async (code, more) => {
    expect(await adopt(await tabled(more))).toBe(code)
  })

  it('is refused as compact.example_fails, with example, expected and got', async () => {
    const wrong = { inputs: { hours: 3, tool: 'spade' }, points: 4 }
    const versionId = await tabled({ examples: [...table.examples, wrong] })
    const tenantCode = place.village
    const input = { tenantCode, versionId, ...adoption }
    const done = await house.send('director', 'compact.adopt', input)
    expect(done).toMatchObject({
      ...{ ok: false, code: 'compact.example_fails' },
      details: { item: words.title.zh, example: 4, expected: 4, got: 3 },
    })
  })

  it('goes through when all examples pass, and verify agrees', async () => {
    const versionId = await tabled()
    const { content } = await house.found(versionId)
    const must = (who: string, name: string, input: object) =>
      act(who, name.replace('compact.', ''), input)
    await explainWarnings(must, { versionId, content })
    expect(await adopt(versionId)).toMatchObject({ versionId })
    expect((await verdictOn(house.app.kernel.database)).differences).toEqual([])
  })
})
