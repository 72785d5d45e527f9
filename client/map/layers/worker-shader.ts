import {
  MOTION_GONE, MOTION_IDLE, MOTION_OUTSIDE, MOTION_SILENT, MOTION_SOS, MOTION_STANDING,
} from '../../../server/contract/position-frame.ts'

/** Share of the drawn radius that is the dot; around it lie the halo and the tip that shows the heading. */
export const CORE_SHARE = 0.46
/** An SOS is drawn this many times as large, for the ring that runs outwards. */
const SOS_SIZE = 4
/** A dot of a smaller radius, in pixels, has no room for the shape of a state: there only its colour tells. */
const SHAPED_FROM_PX = 2.2

/** Uniforms of the worker layer; vec4 first, as std140 packs them without holes. */
const UNIFORM_BLOCK = /* glsl */ `\
layout(std140) uniform workerUniforms {
  vec4 movingColour;
  vec4 standingColour;
  vec4 idleColour;
  vec4 outsideColour;
  vec4 silentColour;
  vec4 sosColour;
  float nowS;
  float clockS;
  float bearingRad;
  float tip;
} worker;
`

export const workerUniforms = {
  name: 'worker',
  vs: UNIFORM_BLOCK,
  fs: UNIFORM_BLOCK,
  uniformTypes: {
    movingColour: 'vec4<f32>',
    standingColour: 'vec4<f32>',
    idleColour: 'vec4<f32>',
    outsideColour: 'vec4<f32>',
    silentColour: 'vec4<f32>',
    sosColour: 'vec4<f32>',
    nowS: 'f32',
    clockS: 'f32',
    bearingRad: 'f32',
    tip: 'f32',
  },
} as const

const DECLARATIONS = /* glsl */ `\
in vec2 instanceDelta;
in vec2 instanceGlide;
in float instanceMotion;
out float vHeading;
out float vSos;
out float vMark;
void main(void) {
float remaining = 1.0 - clamp((worker.nowS - instanceGlide.x) * instanceGlide.y, 0.0, 1.0);
vec3 back = vec3(instanceDelta * remaining, 0.0);
bool lowPartCounts = project.projectionMode == PROJECTION_MODE_WEB_MERCATOR_AUTO_OFFSET;
vec3 glidePosition = instancePositions - (lowPartCounts ? vec3(0.0) : back);
vec3 glidePosition64Low = instancePositions64Low - (lowPartCounts ? back : vec3(0.0));
bool sos = instanceMotion == ${MOTION_SOS}.0;
bool moving = instanceMotion < ${MOTION_STANDING}.0;
vHeading = moving ? radians(instanceMotion * 1.5) - worker.bearingRad : -100.0;
vSos = sos ? 1.0 : 0.0;
bool idle = instanceMotion == ${MOTION_IDLE}.0;
bool outside = instanceMotion == ${MOTION_OUTSIDE}.0;
bool silent = instanceMotion == ${MOTION_SILENT}.0;
vMark = idle ? 1.0 : outside ? 2.0 : silent ? 3.0 : 0.0;
float workerSize = sos ? ${SOS_SIZE}.0 : 1.0;
vec4 workerColour = sos ? worker.sosColour : moving ? worker.movingColour
  : idle ? worker.idleColour : outside ? worker.outsideColour
  : silent ? worker.silentColour : worker.standingColour;
`

/** Moved out of the clip space, a gone worker costs four vertices and is neither drawn nor picked. */
const EPILOGUE = /* glsl */ `\
if (instanceMotion == ${MOTION_GONE}.0) gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
}
`

/** What is replaced in deck's scatterplot vertex shader, how often it must be found, and by what. */
const PATCHES: readonly [what: string, times: number, by: string][] = [
  ['void main(void) {', 1, DECLARATIONS],
  ['geometry.worldPosition = instancePositions;', 1, 'geometry.worldPosition = glidePosition;'],
  ['(instancePositions, instancePositions64Low,', 2, '(glidePosition, glidePosition64Low,'],
  ['scatterplot.radiusScale * instanceRadius', 1, 'scatterplot.radiusScale * workerSize'],
  [
    'vFillColor = vec4(instanceFillColors.rgb, instanceFillColors.a * layer.opacity);',
    1,
    'vFillColor = vec4(workerColour.rgb, workerColour.a * layer.opacity);',
  ],
]

/**
 * deck's scatterplot vertex shader, changed so that a point is drawn on the way from its last place to this one. Below
 * zoom 12 deck ignores the low part of a 64-bit position, from there on a delta added to the high part would jitter,
 * so the way still to go is taken off the part that counts. Throws where the shader is not the one this was made for:
 * a silent mismatch would draw every worker in the wrong place.
 */
export function patchVertexShader(source: string): string {
  let patched = source
  for (const [what, times, by] of PATCHES) {
    const parts = patched.split(what)
    if (parts.length - 1 !== times) {
      throw new Error(`Got ${parts.length - 1} of "${what}" in deck's scatterplot shader, expected ${times}.`)
    }
    patched = parts.join(by)
  }
  const end = patched.lastIndexOf('}')
  return patched.slice(0, end) + EPILOGUE
}

/** A dot with a soft halo; a tip towards the heading once `tip` > 0 (close up); an SOS sends out rings. Who is idle is
 * a ring, who is outside a lozenge, who is silent a cross, so that states can be told without their colours. */
export const workerFragmentShader = /* glsl */ `\
#version 300 es
#define SHADER_NAME worker-layer-fragment-shader
precision highp float;
in vec4 vFillColor;
in vec4 vLineColor;
in vec2 unitPosition;
in float innerUnitRadius;
in float outerRadiusPixels;
in float vHeading;
in float vSos;
in float vMark;
out vec4 fragColor;
void main(void) {
geometry.uv = unitPosition;
float reach = length(unitPosition);
float pixels = reach * outerRadiusPixels;
float core = outerRadiusPixels * ${CORE_SHARE} / (vSos > 0.5 ? ${SOS_SIZE}.0 : 1.0);
float disc = 1.0 - smoothstep(core - 0.7, core + 0.7, pixels);
float shape = disc;
bool marked = vMark > 0.5 && core > ${SHAPED_FROM_PX};
if (marked) {
vec2 at = abs(unitPosition) * outerRadiusPixels;
if (vMark < 1.5) {
shape = disc * smoothstep(core * 0.55 - 0.7, core * 0.55 + 0.7, pixels);
} else if (vMark < 2.5) {
shape = 1.0 - smoothstep(core * 1.4 - 0.9, core * 1.4 + 0.9, at.x + at.y);
} else {
float arm = max(core * 0.24, 0.7);
shape = (1.0 - smoothstep(core * 1.2 - 0.7, core * 1.2 + 0.7, pixels))
  * (1.0 - smoothstep(arm - 0.6, arm + 0.6, abs(at.x - at.y) * 0.707));
}
}
if (vHeading > -50.0 && worker.tip > 0.0) {
vec2 ahead = vec2(sin(vHeading), cos(vHeading));
float along = dot(unitPosition, ahead);
float across = abs(dot(unitPosition, vec2(ahead.y, -ahead.x)));
float edge = (0.94 - along) * 0.62 - across;
float soft = 1.2 / outerRadiusPixels;
shape = max(shape, worker.tip * step(0.1, along) * smoothstep(-soft, soft, edge));
}
float fade = max(0.0, 1.0 - reach);
float halo = fade * fade * (marked ? 0.16 : 0.5);
if (vSos > 0.5) {
float ring = fract(worker.clockS * 0.8);
halo = max(halo * 0.6, (1.0 - ring) * (1.0 - smoothstep(0.0, 2.2, abs(pixels - ring * outerRadiusPixels))));
}
vec3 colour = mix(vFillColor.rgb, vec3(1.0), (marked ? 0.0 : 1.0 - smoothstep(0.0, core * 0.9, pixels)) * 0.55);
fragColor = vec4(colour, vFillColor.a * max(shape, halo));
if (picking.isActive > 0.5 && pixels > core + 3.0) discard;
if (fragColor.a < 0.004) discard;
DECKGL_FILTER_COLOR(fragColor, geometry);
}
`
