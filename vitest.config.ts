import { defineConfig } from 'vitest/config'

const common = {
  setupFiles: ['test/support/cheap-hashing.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
}
/** The longest by far, so they begin first and the others fill the second worker meanwhile. */
const journeys = ['test/journeys/demonstration.test.ts']
/** These put something else in the place of a program file, and may share a process with nobody. */
const alone = ['src/appeals/recounting/*.test.ts', 'src/points/recounting/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'journeys', include: journeys } },
      {
        // Files share a process: the embedded database and the program are warm from the second on.
        test: {
          ...{ ...common, name: 'shared', isolate: false },
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...alone, ...journeys],
        },
      },
      { test: { ...common, name: 'alone', include: alone } },
    ],
  },
})
