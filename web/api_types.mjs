// src/server/openapi.json → src/api_types.ts: one type for each schema, `Answers` (what each path
// answers with), and the longest text a field may hold. Made at every build, never by hand; a
// keyword it does not know stops the build. usage: node api_types.mjs
import { readFileSync, writeFileSync } from 'node:fs'

const api = JSON.parse(readFileSync(new URL('../src/server/openapi.json', import.meta.url), 'utf8'))
const unchecked = ['description', 'minimum', 'maximum', 'maxLength', 'format', 'unevaluatedProperties']

/// A schema as a type, indented for a line that begins at `margin`.
function type(schema, margin = '') {
  const { $ref, type: kind, properties, required = [], additionalProperties, items, enum: values, anyOf, allOf, ...rest } = schema
  const unknown = Object.keys(rest).filter((word) => !unchecked.includes(word))
  if (unknown.length) throw new Error(`openapi.json: no type for ${unknown} of ${JSON.stringify(schema).slice(0, 80)}`)
  if ($ref) return $ref.split('/').pop()
  if (allOf) return allOf.map((one) => type(one, margin)).join(' & ')
  if (anyOf) return anyOf.map((one) => type(one, margin)).join(' | ')
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (kind === 'array') return `Array<${type(items, margin)}>`
  if (kind === 'object' && properties) {
    const fields = Object.entries(properties).map(([name, field]) =>
      `${margin}  ${name}${required.includes(name) ? '' : '?'}: ${type(field, `${margin}  `)}\n`)
    return `{\n${fields.join('')}${margin}}`
  }
  if (kind === 'object') return `Record<string, ${additionalProperties ? type(additionalProperties) : 'unknown'}>`
  const plain = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }[kind]
  if (!plain) throw new Error(`openapi.json: no type for ${JSON.stringify(schema).slice(0, 80)}`)
  return plain
}

const schemas = Object.entries(api.components.schemas)
const types = schemas.map(([name, schema]) => `export type ${name} = ${type(schema)}\n`)
const answers = Object.entries(api.paths).map(([path, operations]) => {
  const { 200: good } = Object.values(operations)[0].responses
  return `  ${JSON.stringify(path)}: ${type(Object.values(good.content)[0].schema)}\n`
})
const limits = schemas.flatMap(([name, { properties = {} }]) => Object.entries(properties)
  .filter(([, field]) => field.maxLength)
  .map(([field, { maxLength }]) => `  '${name}.${field}': ${maxLength},\n`))
writeFileSync(new URL('src/api_types.ts', import.meta.url), [
  '// Made from src/server/openapi.json by api_types.mjs.\n', ...types,
  `export interface Answers {\n${answers.join('')}}\n`, `export const maxLengths = {\n${limits.join('')}}\n`].join(''))
