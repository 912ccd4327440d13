import FoundationEssentials

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// A schema of the folder `Schemas`, with the part of JSON Schema 2020-12 that is used there.
///
/// An unknown keyword is a fault, so that nothing passes unchecked. A member that the schema does not describe is also
/// a fault, although JSON Schema itself allows it.
struct JSONSchema {
    private let root: JSONValue

    init(_ name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas")
        root = try JSONValue(text: Data(contentsOf: folder.appending(path: name)))
    }

    /// What is wrong with a document; empty if nothing is.
    func faults(of document: JSONValue) -> [String] {
        check(document, root, "$")
    }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        schema.members.flatMap { keyword, rule -> [String] in
            switch keyword {
            case "$schema", "$id", "$defs", "title", "description": []
            case "$ref": check(value, definition(rule.string ?? ""), path)
            case "type":
                types(rule).contains { matches(value, $0) } ? [] : ["\(path) is no \(rule.text()): \(value.text())"]
            case "const": value == rule ? [] : ["\(path) is not \(rule.text()): \(value.text())"]
            case "enum": rule.elements.contains(value) ? [] : ["\(path) is none of \(rule.text()): \(value.text())"]
            case "required":
                rule.elements.compactMap(\.string).filter { value.members[$0] == nil }.map {
                    "\(path).\($0) is missing"
                }
            case "properties":
                value.members.flatMap { name, member in
                    rule.members[name].map { check(member, $0, "\(path).\(name)") } ?? [
                        "\(path).\(name) is not described"
                    ]
                }
            case "items":
                value.elements.enumerated().flatMap { index, element in check(element, rule, "\(path)[\(index)]") }
            case "anyOf":
                rule.elements.contains { check(value, $0, path).isEmpty } ? [] : ["\(path) fits none: \(value.text())"]
            case "minimum": isAtLeast(value, rule) ? [] : ["\(path) is below \(rule.text()): \(value.text())"]
            case "pattern": hasPattern(value, rule) ? [] : ["\(path) is not like \(rule.text()): \(value.text())"]
            default: ["the schema has a keyword that is not understood: \(keyword)"]
            }
        }
    }

    private func definition(_ reference: String) -> JSONValue {
        reference.split(separator: "/").dropFirst().reduce(root) { $0[String($1)] }
    }

    private func types(_ rule: JSONValue) -> [String] {
        rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
    }

    private func matches(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"): true
        case (.integer, "integer"), (.integer, "number"), (.number, "number"): true
        default: false
        }
    }

    private func isAtLeast(_ value: JSONValue, _ rule: JSONValue) -> Bool {
        guard case .integer(let least) = rule else { return false }
        return switch value {
        case .integer(let number): number >= least
        case .number(let number): number >= Double(least)
        default: true
        }
    }

    private func hasPattern(_ value: JSONValue, _ rule: JSONValue) -> Bool {
        guard let text = value.string, let pattern = rule.string, let expression = try? Regex(pattern) else {
            return value.string == nil
        }
        return text.contains(expression)
    }
}
