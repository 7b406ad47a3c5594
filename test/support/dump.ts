/** Where the migrated, empty database lies that every test file starts from (see global-setup.ts). */
export function dumpPath(): string {
  const path = process.env.XIANGYUE_TEST_DUMP
  if (!path)
    throw new Error('Run tests with `npx vitest`; its global set-up migrates the database.')
  return path
}
