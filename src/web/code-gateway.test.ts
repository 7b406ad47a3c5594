import { describe, expect, it } from 'vitest'
import { chooseGateway } from './code-gateway.ts'

const local = { demonstration: false, lan: false, origin: 'http://localhost:8080' }
const provider = { SMS_GATEWAY_URL: 'https://sms.example/send', SMS_GATEWAY_TOKEN: 'secret' }

function kindOf(config: object, environment: Record<string, string> = {}) {
  const around = { environment, log: { warn: () => undefined }, count: () => undefined }
  return chooseGateway({ ...local, ...config }, around as never).kind
}

describe('how codes reach telephones', () => {
  it('is the configured provider wherever real people are served', () => {
    for (const config of [{}, { lan: true }, { origin: 'https://village.example' }]) {
      expect(kindOf(config, provider)).toBe('provider')
    }
  })
  it('is the screen of this computer, where nobody else is served', () => {
    expect(kindOf({})).toBe('development')
  })
  it('is closed where others are served and no provider is connected', () => {
    expect(kindOf({ lan: true })).toBe('closed')
    expect(kindOf({ origin: 'https://village.example' })).toBe('closed')
  })
  it('sends nothing in a demonstration, whose numbers may be somebody’s', () => {
    expect(kindOf({ demonstration: true }, provider)).toBe('development')
  })
  it('is asked for whole and encrypted, or the program does not start', () => {
    expect(() => kindOf({}, { SMS_GATEWAY_URL: provider.SMS_GATEWAY_URL })).toThrow(/both/)
    expect(() => kindOf({}, { SMS_GATEWAY_TOKEN: 'secret' })).toThrow(/both/)
    const plain = { ...provider, SMS_GATEWAY_URL: 'http://sms.example/send' }
    expect(() => kindOf({}, plain)).toThrow(/https/)
  })
})
