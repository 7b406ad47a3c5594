import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Figures for Prometheus. Labels name routes and commands, never people or places. */
export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'xiangyue_request_seconds',
    help: 'Time to answer a request, by route pattern and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  const acts = new Counter({
    name: 'xiangyue_commands_total',
    help: 'Commands by name and outcome, sent by pages, the API or jobs',
    labelNames: ['command', 'outcome'],
    registers: [registry],
  })
  const codes = new Counter({
    name: 'xiangyue_sign_in_codes_total',
    help: 'One-time codes handed to the text-message gateway, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return { registry, requests, acts, codes }
}

export type Metrics = ReturnType<typeof makeMetrics>
