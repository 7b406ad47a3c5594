import fs from 'node:fs'
import path from 'node:path'
import { vi } from 'vitest'

export interface SyncCounter extends Disposable {
  /** How often files directly in `folder` were really synced to the disk since the start. */
  count(folder: string): number
}

/**
 * Counts, by file, the fsync calls that reach the operating system. It looks at the open file
 * itself, so it sees what was synced and not what was intended.
 */
export function countSyncs(): SyncCounter {
  const synced = new Map<string, number>()
  const identity = ({ dev, ino }: fs.Stats) => `${dev}:${ino}`
  const real = fs.fsyncSync
  const spy = vi.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
    real(descriptor)
    const file = identity(fs.fstatSync(descriptor))
    synced.set(file, (synced.get(file) ?? 0) + 1)
  })
  return {
    count: (folder) =>
      fs
        .readdirSync(folder)
        .map((name) => synced.get(identity(fs.statSync(path.join(folder, name)))) ?? 0)
        .reduce((sum, count) => sum + count, 0),
    [Symbol.dispose]: () => spy.mockRestore(),
  }
}
