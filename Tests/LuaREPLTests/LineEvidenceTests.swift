import Testing

@testable import LuaREPL

/// Which line the facts show, for every kind of build.
struct LineEvidenceTests {
    typealias Fact = LineEvidence.Fact

    private static let newer: Set<Fact> = [.io, .pipe]
    private static let withNode: Set<Fact> = [.io, .pipe, .node, .setOnError]
    private static let withInfo: Set<Fact> = [.io, .pipe, .node, .setOnError, .chipModel, .info]

    @Test(
        "the line of each build",
        arguments: [
            ("idf3 since 2021", [.node, .outputRedirection, .fileOpen], .idf3),
            ("idf3 before node.osoutput", [.node, .fileOpen], .idf3),
            ("idf3 before node.osoutput, without file", [.node], .idf3),
            ("idf3 without node", [.fileOpen], .idf3),
            ("idf3 without node and file", [], .idf3),
            ("idf4 with Lua 5.1", withNode, .idf4),
            ("idf4 with Lua 5.3", withNode.union([.mathType]), .idf4),
            ("idf4 without io", [.pipe, .node, .setOnError], .idf4),
            ("idf4 of October 2021, with node.osoutput", withNode.union([.outputRedirection]), .idf4),
            (
                "idf4 of August 2021, with node.osoutput and file.open", [.pipe, .node, .outputRedirection, .fileOpen],
                .idf4
            ),
            ("idf5 before May 2024", withNode.union([.mathType]), .idf4),
            ("idf5 of May 2024", withNode.union([.mathType, .chipModel]), .idf5),
            ("idf5 with Lua 5.1", withInfo, .idf5),
            ("idf5 with Lua 5.3", withInfo.union([.mathType]), .idf5),
            ("idf5 without io", withInfo.subtracting([.io]), .idf5),
            ("idf4 or idf5 without node: the smaller buffer", newer, .idf5),
            ("idf4 or idf5 without node, with Lua 5.3", newer.union([.mathType]), .idf5),
            ("idf4 or idf5 without node and io", [.pipe], .idf5),
            ("console", withInfo.union([.mathType, .console]), .console),
            ("console without node", newer.union([.mathType, .console]), .console),
        ] as [(String, Set<Fact>, Dialect)]
    )
    func line(_ build: String, _ present: Set<Fact>, _ line: Dialect) {
        #expect(LineEvidence(present).dialect == line, "\(build)")
    }

    @Test func `each newer name alone rules the IDF 3 line out`() {
        for fact in [.io, .pipe, .mathType, .setOnError, .chipModel, .info, .console] as [Fact] {
            #expect(LineEvidence([fact, .node, .outputRedirection, .fileOpen]).dialect != .idf3, "\(fact)")
        }
    }

    @Test func `an application's globals are not asked for`() {
        #expect(Fact.allCases.filter { !$0.name.contains(".") } == [.node])
    }
}
