import FoundationEssentials
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// The host process is killed in mid-transfer: an upgrade right after it succeeds, with the real programs.
@Suite struct HostDeathTests {
    /// A moment of a transfer to a board of one kind.
    struct Moment: Sendable, CustomTestStringConvertible {
        var line: String
        var options: [String]
        /// How much of the image had been sent, in percent.
        var percent: Int

        var testDescription: String { "\(line) \(options.joined(separator: " ")), \(percent) %" }

        static let all: [Moment] = ["idf3", "idf4", "idf5", "console"].flatMap { line in
            let ways =
                line == "console"
                ? [["--method", "frames"], ["--method", "lines"]]
                : [["--method", "frames"], ["--method", "lines", "--transfer-baud", "keep"]]
            return ways.flatMap { way in [10, 30, 50, 70, 90].map { Moment(line: line, options: way, percent: $0) } }
        }
    }

    @Test(arguments: CaseSelection.cases(Moment.all) { [30, 70].contains($0.percent) })
    func `an upgrade right after the host was killed is proven`(_ moment: Moment) async throws {
        try await withMockBoard(["--dialect", moment.line, "--baud", "115200"]) { bench, _ in
            let image = try bench.image("2.0.0", size: 0x6000)
            let arguments = ["upgrade", image, "--no-restart", "--port", bench.link, "--no-compress"] + moment.options
            let killed = try await otaflash(arguments, atMessage: " \(moment.percent) %") { kill($0, SIGKILL) }
            #expect(killed.status == 128 + SIGKILL, "\(killed.messages)")
            let again = try await otaflash(arguments + ["--json"])
            #expect(again.status == 0, "\(again.messages)")
            #expect(try again.json["result"] == "upgraded")
            // The board is freed immediately, and not by its timer, which takes at least twelve seconds.
            let connect = try #require(try again.json["timings"]["connect"].seconds)
            #expect(connect < 11, "the prompt took \(connect) s")
            #expect(try bench.slot("ota_1", size: 0x6000) == InputFile(image).read())
        }
    }
}

extension JSONValue {
    /// A number of seconds.
    fileprivate var seconds: Double? {
        switch self {
        case .number(let seconds): seconds
        case .integer(let seconds): Double(seconds)
        default: nil
        }
    }
}
