/**
 * The formula language: text in, a typed {@link dev.memsweep.formula.FormulaSet} out, and the readings of it.
 *
 * <p>Open {@link dev.memsweep.formula.FormulaSet} first. {@code Lexer}, {@code DeclarationParser} and {@code ExpressionParser} turn text
 * into {@code Syntax},
 * {@code Resolver} turns that into {@link dev.memsweep.formula.Expr}, in which every name is bound, every type is known
 * and named functions are inlined. Three readings live here: {@link dev.memsweep.formula.NumberReading} (one point),
 * {@link dev.memsweep.formula.ProseReading} (formula, numbers, source) and {@link dev.memsweep.formula.SqlReading}. The
 * vector reading is the plan. {@link
 * dev.memsweep.formula.Outline} is a file as it is read, for the reference. This package knows names, not catalogs or
 * grids.
 *
 * <h2>Grammar</h2>
 *
 * <pre>
 * file        = { [doc] declaration }
 * declaration = "include" text
 *             | "table"  name [attributes]
 *             | "choice" name [attributes] "{" { [doc] label [ "(" constant { "," constant } ")" ] [","] } "}"
 *             | "param"  name ":" type [ "in" range ] [ "=" expr ]
 *             | "def"    name "(" name { "," name } ")" "=" expr
 *             | ["let"]  name [":" type] "=" expr
 * attributes  = "(" { [doc] name ":" ("int" | "real" | "bool" | "text") [ "in" range ] [ "=" constant ] [","] } ")"
 * type        = "int" | "real" | "bool" | name                     -- a name means a row of that table
 * range       = [constant] ".." [constant]
 *
 * expr        = "if" expr "then" expr "else" expr
 *             | expr ("or" | "and") expr | "not" expr
 *             | expr ("==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") expr
 *             | expr ["not"] "in" "(" expr { "," expr } ")" | expr ["not"] "between" expr "and" expr
 *             | expr ("+" | "-" | "*" | "/" | "//" | "%" | "**") expr | "-" expr
 *             | number [unit] | text | "true" | "false" | name | name "." name | name "(" expr { "," expr } ")"
 *             | "match" expr "{" { (label { "|" label } | "else") "-&gt;" expr [","] } "}"
 *             | "(" expr ")"
 * unit        = KB MB GB TB (powers of 1000) | KiB MiB GiB TiB (powers of 1024)
 *             | k (1024, as in a 4k context) | M B T (10^6, 10^9, 10^12, as in 7B parameters)
 * doc         = "/**" text { "@unit" text | "@source" text | "@when" text } "*&#47;"
 * comment     = "#" to the end of the line; between empty lines it is a heading, the first one the introduction
 * </pre>
 *
 * <p>{@code + - *} of whole numbers are exact 64-bit integers and an overflow is an error; {@code /} is always real;
 * {@code //} and {@code %} divide whole numbers and truncate toward zero, as in SQL. Functions: {@code min max abs floor
 * ceil round sqrt log2}; {@code least} and {@code greatest} are other names of {@code min} and {@code max}. {@code round}
 * takes halves away from zero. A formula with {@code @unit bytes} is a whole number: it is rounded once, where it is
 * defined. Reals are evaluated in the order written.
 */
@NullMarked
package dev.memsweep.formula;

import org.jspecify.annotations.NullMarked;
