import LuaREPL
import TerminalUI

/// A metric of the Prometheus text format: its name, its help text, and its samples.
///
/// All are gauges: a file is about one run, and counts start again with the next run.
struct MetricFamily: Sendable, Hashable {
    struct Sample: Sendable, Hashable {
        /// Names and values, in the order in which they are written.
        var labels: [FieldList.Field]
        var value: Double
    }

    var name: String
    var help: String
    private(set) var samples: [Sample] = []

    init(_ name: String, _ help: String) {
        (self.name, self.help) = (name, help)
    }

    /// Adds a sample; one without a value is left out.
    mutating func add(_ value: Double?, _ labels: KeyValuePairs<String, String> = [:]) {
        guard let value, value.isFinite else { return }
        let labels = labels.map { FieldList.Field(name: $0.key, value: $0.value) }
        samples.append(Sample(labels: labels, value: value))
    }

    /// The lines; none if there is no sample.
    var text: String {
        guard !samples.isEmpty else { return "" }
        let lines = samples.map { sample in
            let labels = sample.labels.map { "\($0.name)=\"\($0.value.labelValue)\"" }.joined(separator: ",")
            return name + (labels.isEmpty ? "" : "{\(labels)}") + " \(sample.value.metricValue)\n"
        }
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.joined()
    }
}

extension String {
    /// The text as the value of a label.
    fileprivate var labelValue: String {
        printable.reduce(into: "") { text, character in
            switch character {
            case "\\": text += #"\\"#
            case "\"": text += #"\""#
            default: text.append(character)
            }
        }
    }
}

extension Double {
    /// An integer without decimal places, any other number with three.
    fileprivate var metricValue: String {
        guard magnitude < 1e15 else { return String(self) }
        return self == rounded() ? String(Int(self)) : Quantity.decimal(self, places: 3)
    }
}
