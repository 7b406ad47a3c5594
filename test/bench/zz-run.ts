import { close } from './zz-closing.ts'
const log = (label: string, r: any) => console.log(label, { draft: r.draft | 0, publish: r.publish | 0, final: r.final | 0, idle: r.idle?.length, busy: r.busy?.length, idleMean: r.idle?.length ? r.idle.reduce((a: number, b: number) => a + b, 0) / r.idle.length : 0, busyMean: r.busy?.length ? r.busy.reduce((a: number, b: number) => a + b, 0) / r.busy.length : 0 })
let t = performance.now()
log('40/400', await close(40, 400)); console.log('wall', performance.now() - t); t = performance.now()
log('500/20000', await close(500, 20000)); console.log('wall', performance.now() - t); t = performance.now()
log('500/20000 read', await close(500, 20000, true)); console.log('wall', performance.now() - t)
