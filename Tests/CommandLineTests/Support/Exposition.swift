/// The text format of Prometheus, read strictly and by the rules of `promtool check metrics`.
struct Exposition {
    struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    private(set) var samples: [Sample] = []
    private var types: [String: String] = [:]
    private var helps: [String: String] = [:]
    private var ended: Set<String> = []
    private var current = ""

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(description: "the last line has no end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() { try read(String(line)) }
        guard Set(samples.map { "\($0.name)\($0.labels.sorted { $0.key < $1.key })" }).count == samples.count else {
            throw Fault(description: "a sample is there twice")
        }
    }

    /// The value of the only sample with such labels.
    subscript(name: String, labels: [String: String]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.count == 1 ? found[0].value : nil
    }

    /// The complaints of the linter; empty if nothing is wrong.
    var complaints: [String] {
        Set(samples.map(\.name)).sorted().flatMap { name -> [String] in
            let words = name.split(separator: "_").map(String.init)
            return [
                helps[name] ?? "" == "" ? "\(name) has no help" : nil,
                types[name] == nil ? "\(name) has no type" : nil,
                types[name] == "gauge" && name.hasSuffix("_total") ? "\(name) is no counter" : nil,
                ["_count", "_sum", "_bucket"].contains { name.hasSuffix($0) } ? "\(name) is no histogram" : nil,
                name.contains(":") || name != name.lowercased() ? "\(name) has a sign that is not for it" : nil,
                words.contains { Self.otherUnits.contains($0) } ? "\(name) is in no base unit" : nil,
                words.contains { Self.abbreviations.contains($0) } ? "\(name) abbreviates its unit" : nil,
                words.contains { ["gauge", "counter", "histogram", "summary"].contains($0) }
                    ? "\(name) names its type" : nil,
                words.contains("seconds") && !["seconds", "info"].contains(words.last)
                    ? "\(name) does not end in its unit" : nil,
            ].compactMap(\.self)
        }
    }

    private static let otherUnits: Set<String> = [
        "milliseconds", "microseconds", "nanoseconds", "minutes", "hours", "days", "weeks", "kilobytes", "megabytes",
        "kibibytes", "bits", "percent",
    ]
    private static let abbreviations: Set<String> = ["s", "ms", "us", "ns", "sec", "b", "kb", "mb", "m", "h", "d"]

    private mutating func read(_ line: String) throws {
        if line.hasPrefix("# ") {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4, ["HELP", "TYPE"].contains(words[1]) else {
                throw Fault(description: "no comment: \(line)")
            }
            try begin(words[2])
            if words[1] == "HELP" { helps[words[2]] = words[3] } else { types[words[2]] = words[3] }
            return
        }
        var rest = line[...]
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" })
        guard let first = name.first, !first.isNumber, name.allSatisfy(\.isASCII) else {
            throw Fault(description: "no name: \(line)")
        }
        try begin(name)
        rest = rest.dropFirst(name.count)
        let labels = try Self.labels(&rest, line)
        guard rest.first == " ", let value = Double(rest.dropFirst()), !rest.dropFirst().contains(" ") else {
            throw Fault(description: "no single value: \(line)")
        }
        samples.append(Sample(name: name, labels: labels, value: value))
    }

    /// All lines of a metric are adjacent.
    private mutating func begin(_ name: String) throws {
        guard name != current else { return }
        guard ended.insert(current).inserted, !ended.contains(name) else {
            throw Fault(description: "\(name) is torn apart")
        }
        current = name
    }

    private static func labels(_ rest: inout Substring, _ line: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        guard rest.first == "{" else { return labels }
        repeat {
            rest = rest.dropFirst()
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, rest.hasPrefix("=\""), labels[String(name)] == nil else {
                throw Fault(description: "no label: \(line)")
            }
            rest = rest.dropFirst(2)
            var value = ""
            while let sign = rest.popFirst(), sign != "\"" {
                guard sign == "\\" else {
                    value.append(sign)
                    continue
                }
                switch rest.popFirst() {
                case "\\": value.append("\\")
                case "\"": value.append("\"")
                case "n": value.append("\n")
                default: throw Fault(description: "no escape: \(line)")
                }
            }
            labels[String(name)] = value
        } while rest.first == ","
        guard rest.popFirst() == "}" else { throw Fault(description: "labels have no end: \(line)") }
        return labels
    }
}
