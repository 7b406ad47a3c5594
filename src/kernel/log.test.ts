import { expect, test } from 'vitest'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { Fault, factsOf } from './fault.ts'
import { type LogFacts, makeLog } from './log.ts'

/** What one call leaves in the log. */
function written(facts: object, saying = 'fault'): Record<string, unknown> {
  const lines: string[] = []
  makeLog('info', { write: (line) => lines.push(line) }).error(facts as LogFacts, saying as 'fault')
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0]!) as Record<string, unknown>
}

test('a line holds only what it may hold, whatever it is given', () => {
  const line = written({ requestId: 'r-1', status: 500, name: '张三', params: ['13800138000'] })
  expect(Object.keys(line).sort()).toEqual(
    ['level', 'msg', 'requestId', 'service', 'status', 'time'].sort(),
  )
  expect(line).toMatchObject({ requestId: 'r-1', status: 500, msg: 'fault' })
})

test('an error given as facts, or words of another’s, are not written', () => {
  expect(JSON.stringify(written(new Error('13800138000')))).not.toContain('13800138000')
  expect(JSON.stringify(written({ err: new Error('13800138000') }))).not.toContain('13800138000')
  expect(written({}, '张三 has come')).toMatchObject({ msg: '' })
})

test('of a fault the log says its kind and place, never what it repeats', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "张三"\n at x:1:2'), {
    ...{ code: '22P02', constraint: 'person_pkey', severity: 'ERROR' },
    ...{ query: 'insert into people.person', params: ['张三'], detail: 'Key (name)=(张三)' },
  })
  const line = written(factsOf(error))
  expect(line).toMatchObject({ fault: 'Error', errorCode: '22P02', constraint: 'person_pkey' })
  expect(JSON.stringify(line)).not.toContain('张三')
  expect(JSON.stringify(line)).not.toContain('insert into')
  expect(JSON.stringify(line)).not.toContain('x:1:2')
  expect(line.frames).toEqual(expect.arrayContaining([expect.stringMatching(/log\.test\.ts:\d/)]))
})

test('sentences of our own are written', () => {
  expect(factsOf(new Fault('A score changed.'))).toMatchObject({ sentence: 'A score changed.' })
  expect(factsOf(new DatabaseUnavailable('The disk is full.'))).toMatchObject({
    sentence: 'The disk is full.',
  })
  expect(factsOf('张三')).toEqual({ fault: 'string', frames: [] })
})
