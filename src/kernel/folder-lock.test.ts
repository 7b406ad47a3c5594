import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { lockFolder } from './folder-lock.ts'

const lockFile = (folder: string) => path.join(folder, 'xiangyue.lock')

function leave(folder: string, holder: object, ageSeconds = 0): void {
  fs.writeFileSync(lockFile(folder), JSON.stringify(holder))
  const then = Date.now() / 1000 - ageSeconds
  fs.utimesSync(lockFile(folder), then, then)
}

/** Starts another process that takes the lock, says so, and holds it until it is told to end. */
function otherProcess(folder: string) {
  const script = `
    import { lockFolder } from ${JSON.stringify(path.join(import.meta.dirname, 'folder-lock.ts'))}
    lockFolder(${JSON.stringify(folder)}).then(
      (lock) => {
        process.stdout.write('held')
        process.stdin.on('data', () => { lock.release(); process.exit() })
      },
      (error) => { process.stdout.write(error.message); process.exit() },
    )`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)))
  })
  return {
    pid: child.pid!,
    said,
    kill() {
      child.kill('SIGKILL')
      return ended
    },
    finish() {
      child.stdin.write('end')
      return ended
    },
  }
}

test('a second process is told which one uses the folder', async () => {
  const folder = temporaryFolder()
  const other = otherProcess(folder)
  expect(await other.said).toBe('held')
  await expect(lockFolder(folder)).rejects.toThrow(
    `Another Xiangyue is already using this data folder (process ${other.pid}). ` +
      'Stop it first, or choose another folder with --data.',
  )
  await other.finish()
  const lock = await lockFolder(folder)
  lock.release()
})

test('the same process may not open a folder twice either', async () => {
  const folder = temporaryFolder()
  const lock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toMatchObject({ name: 'DatabaseUnavailable' })
  lock.release()
  lock.release()
  expect(fs.readdirSync(folder)).toEqual([])
})

test('the lock of a killed process is taken over', async () => {
  const folder = temporaryFolder()
  const other = otherProcess(folder)
  await other.said
  await other.kill()
  const lock = await lockFolder(folder)
  expect(JSON.parse(fs.readFileSync(lockFile(folder), 'utf8'))).toMatchObject({ pid: process.pid })
  lock.release()
})

test('a later process with the same number does not count as the holder', async () => {
  const folder = temporaryFolder()
  leave(folder, { pid: process.pid, host: os.hostname(), started: '1' })
  const lock = await lockFolder(folder)
  lock.release()
})

test('another computer holds a folder as long as it keeps saying so', async () => {
  const folder = temporaryFolder()
  leave(folder, { pid: 1, host: 'another-computer', started: null })
  await expect(lockFolder(folder)).rejects.toThrow('(process 1 on another-computer)')
  leave(folder, { pid: 1, host: 'another-computer', started: null }, 120)
  const lock = await lockFolder(folder)
  lock.release()
})

test('a lock that was never written counts only while it is fresh', async () => {
  const folder = temporaryFolder()
  fs.writeFileSync(lockFile(folder), '')
  await expect(lockFolder(folder)).rejects.toThrow('just starting')
  const then = Date.now() / 1000 - 60
  fs.utimesSync(lockFile(folder), then, then)
  const lock = await lockFolder(folder)
  lock.release()
})

test('of many that find a stale lock at once, exactly one takes it', async () => {
  const folder = temporaryFolder()
  leave(folder, { pid: 2 ** 22 + 1, host: os.hostname(), started: null })
  const others = Array.from({ length: 6 }, () => otherProcess(folder))
  const said = await Promise.all(others.map((other) => other.said))
  const winner = others[said.indexOf('held')]!
  expect(said.filter((text) => text === 'held')).toHaveLength(1)
  const refusals = said.filter((text) => text !== 'held')
  expect(refusals.every((text) => text.includes(`(process ${winner.pid})`))).toBe(true)
  await winner.finish()
})
