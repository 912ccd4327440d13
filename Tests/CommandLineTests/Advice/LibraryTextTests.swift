import ArgumentParser
import FoundationEssentials
import Testing

@testable import otaflash

/// Libraries say what happened; only programs name commands, flags, scripts and files of this repository.
struct LibraryTextTests {
    /// Programs, and the libraries that word what they print.
    private static let edge: Set = [
        "otaflash", "mock-board", "fault-campaign", "transfer-bench", "Reports", "TerminalUI",
    ]
    /// A scenario of the campaign is named by the options that repeat it.
    private static let exempt: Set = ["FaultCampaign"]
    /// The order that ends raw frames looks like a flag, and an option of labgrid's own program is none of ours.
    private static let allowed: Set = ["--leave", "labgrid-client --place="]

    private static let names = Set(CommandSynopsis.subcommands(of: Otaflash.self).compactMap(\.path.first))

    private static let sources: URL = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appending(path: "Sources")
    }()

    private static func libraries() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: sources.path).filter {
            !edge.contains($0) && !exempt.contains($0)
        }
    }

    private static func files(of library: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: sources.appending(path: library).path)
            .filter { $0.hasSuffix(".swift") }.map { "\(library)/\($0)" }
    }

    /// What a literal names; `nil` if it names nothing of ours.
    ///
    /// Lua keywords follow the table `otaflash` in Lua.
    static func mention(in literal: String) -> Substring? {
        guard !allowed.contains(literal) else { return nil }
        let pieces = literal.split(separator: "`", omittingEmptySubsequences: false)
        let quoted = pieces.enumerated().first { index, piece in
            !index.isMultiple(of: 2) && index < pieces.count - 1
                && names.contains(String(piece.prefix { $0 != " " }))
        }
        return quoted?.element
            ?? literal.firstMatch(of: /otaflash (?!then |or |and |end)|mock-board |--[a-z]|README|scripts\//)?.output
    }

    @Test func `no library names a command, a flag, a script or the README`() throws {
        let libraries = try Self.libraries()
        #expect(libraries.contains("OTAUpgrade") && libraries.contains("DeviceDiscovery"))
        for file in try libraries.flatMap(Self.files) {
            let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
            for literal in SwiftLiterals(of: text).found {
                let mention = Self.mention(in: literal)
                #expect(mention == nil, "\(file): “\(literal)”")
            }
        }
    }

    @Test(
        arguments: [
            ("Run otaflash info.", true), ("Add --force.", true), ("The README says so.", true),
            ("Run `accept`.", true), ("Call scripts/test.", true), ("if otaflash then otaflash.undo() end", false),
            ("Use `kill 1`.", false), ("--leave", false), ("local function accept() end", false),
        ]
    )
    func `a mention is found`(literal: String, isMention: Bool) {
        #expect((Self.mention(in: literal) != nil) == isMention)
    }

    @Test func `literals are found with their interpolations, and comments are not literals`() {
        let text = ##"""
            let a = "one \(b ? "two" : "three (") four" // "no"
            /* "no" */ let c = #"five "\#(d)" six"#
            let e = """
                seven "eight"
                """
            """##
        #expect(
            Set(SwiftLiterals(of: text).found) == [
                "two", "three (", "one  four", #"five "" six"#, "\n    seven \"eight\"\n    ",
            ]
        )
    }
}
