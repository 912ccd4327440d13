/// The events between a host and a board, from the opening of the port to the end of the run.
package struct Trace: Sendable, Hashable {
    /// The first line.
    package var header: TraceHeader
    /// The events, in order.
    package var records: [TraceRecord]
    /// The line number of each record, if the records were read from text.
    private var lines: [Int] = []

    /// Makes a trace from its parts.
    package init(header: TraceHeader = TraceHeader(), records: [TraceRecord]) {
        self.header = header
        self.records = records
    }

    /// Reads all traces of a text, each starting with a header.
    ///
    /// Empty lines and lines that start with `#` are skipped.
    /// - Throws: the first line that cannot be read, with its number.
    package static func all(in text: some StringProtocol) throws(TraceSyntaxError) -> [Trace] {
        var traces: [Trace] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            do throws(TraceSyntaxError) {
                if TraceHeader.begins(line) {
                    traces.append(Trace(header: try TraceHeader(parsing: String(line)), records: []))
                } else if traces.isEmpty {
                    throw TraceSyntaxError(.header, in: String(line))
                } else {
                    traces[traces.count - 1].records.append(try TraceRecord(parsing: String(line)))
                    traces[traces.count - 1].lines.append(index + 1)
                }
            } catch {
                throw TraceSyntaxError(error.reason, in: error.text, line: index + 1)
            }
        }
        return traces
    }

    /// The line number of a record, counted from 1.
    package func line(of record: Int) -> Int {
        lines.indices.contains(record) ? lines[record] : record + 2
    }

    /// Two traces are equal if their contents are equal, regardless of line numbers.
    package static func == (left: Trace, right: Trace) -> Bool {
        left.header == right.header && left.records == right.records
    }

    /// Hashes the contents of the trace.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(header)
        hasher.combine(records)
    }
}

extension Trace: CustomStringConvertible {
    /// The complete text, which `all(in:)` reads.
    package var description: String {
        "\(header)\n" + records.map { "\($0)\n" }.joined()
    }
}
