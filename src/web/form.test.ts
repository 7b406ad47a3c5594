import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inputFromForm } from './form.ts'

const shape = z.object({
  tenantCode: z.string(),
  days: z.number().int().optional(),
  agrees: z.boolean().optional(),
  ids: z.array(z.string()).optional(),
  votes: z.array(z.object({ id: z.string(), agrees: z.boolean() })).optional(),
  until: z.string().nullable().optional(),
})

function form(...fields: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

describe('a form becomes the input of a command', () => {
  it('reads numbers, full-width ones too, and ticks', () => {
    expect(
      inputFromForm(shape, form(['tenantCode', ' 1 '], ['days', '１２'], ['agrees', 'on'])),
    ).toEqual({
      tenantCode: '1',
      days: 12,
      agrees: true,
    })
  })
  it('makes lists of repeated names and nested members', () => {
    const read = inputFromForm(
      shape,
      form(['ids', 'a'], ['ids', 'b'], ['votes[0].id', 'x'], ['votes[0].agrees', 'true']),
    )
    expect(read).toEqual({ ids: ['a', 'b'], votes: [{ id: 'x', agrees: true }] })
  })
  it('leaves out empty fields and what the schema does not know', () => {
    expect(inputFromForm(shape, form(['days', ''], ['envelope', 'x'], ['__proto__', 'y']))).toEqual(
      {},
    )
  })
  it('keeps a number it cannot read as text, for the schema to refuse', () => {
    expect(inputFromForm(shape, form(['days', 'ten']))).toEqual({ days: 'ten' })
  })
})
