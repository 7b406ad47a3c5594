export { markCycle } from '../store.ts'
