import { ScatterplotLayer } from '@deck.gl/layers'
import { describe, expect, it } from 'vitest'
import { patchVertexShader } from '../../../client/map/layers/worker-shader.ts'

/** The vertex shader of the installed deck.gl, without a GPU. */
function deckVertexShader(): string {
  const layer = new ScatterplotLayer({ id: 'any', data: [] })
  let vs = ''
  const bare = Object.create(layer, {
    context: { value: { device: { type: 'webgl' } } },
  }) as { getShaders(): unknown }
  const base = Object.getPrototypeOf(ScatterplotLayer.prototype) as { getShaders(shaders: { vs: string }): unknown }
  const original = base.getShaders
  base.getShaders = (shaders) => {
    vs = shaders.vs
    return shaders
  }
  try {
    bare.getShaders()
  } finally {
    base.getShaders = original
  }
  return vs
}

describe('patchVertexShader', () => {
  it('fits the installed deck.gl and leaves no use of the unmoved position in a projection', () => {
    const patched = patchVertexShader(deckVertexShader())
    expect(patched).not.toMatch(/project_position_to_clipspace\(instancePositions/)
    expect(patched.match(/project_position_to_clipspace\(glidePosition, glidePosition64Low/g)).toHaveLength(2)
    expect(patched.match(/\{/g)!.length).toBe(patched.match(/\}/g)!.length)
  })

  it('refuses a shader that it was not made for, and says what it looked for', () => {
    const changed = deckVertexShader().replaceAll('instancePositions64Low', 'instancePositionsLow')
    expect(() => patchVertexShader(changed)).toThrow('Got 0 of "(instancePositions, instancePositions64Low,"')
  })
})
