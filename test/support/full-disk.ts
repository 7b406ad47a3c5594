import fs from 'node:fs'

/**
 * Loaded into a program before anything else (`node --import`): as long as the file exists that
 * `XIANGYUE_TEST_FULL_DISK` names, nothing more fits on the disk.
 */
const sign = process.env.XIANGYUE_TEST_FULL_DISK
const write = fs.writeSync
const standardError = 2

if (sign) {
  fs.writeSync = ((file: number, ...rest: unknown[]) => {
    if (file > standardError && fs.existsSync(sign)) {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    }
    return (write as (...all: unknown[]) => number)(file, ...rest)
  }) as typeof fs.writeSync
}
