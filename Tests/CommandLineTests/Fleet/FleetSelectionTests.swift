import ArgumentParser
import Inventory
import Testing

@testable import Reports
@testable import otaflash

struct FleetSelectionTests {
    private static let toml = """
        [[board]]
        name = "esp1"
        port = "/dev/ttyUSB0"
        tags = ["s3", "rack1"]
        [[board]]
        name = "esp2"
        port = "/dev/ttyUSB1"
        tags = ["s3"]
        [[board]]
        name = "esp3"
        port = "/dev/ttyUSB2"
        """

    private func chosen(_ arguments: [String]) throws -> [String] {
        let command = try FleetSelectionOptions.parse(["--inventory", "bench.toml"] + arguments)
        return try command.boards(of: Inventory(toml: Self.toml, file: "bench.toml")).map(\.name)
    }

    @Test(arguments: [
        ([], ["esp1", "esp2", "esp3"]), (["--board", "esp3", "--board", "esp1"], ["esp1", "esp3"]),
        (["--board", "esp3, esp2"], ["esp2", "esp3"]), (["--tag", "s3"], ["esp1", "esp2"]),
        (["--tag", "s3", "--tag", "rack1"], ["esp1"]), (["--tag", "s3,rack1"], ["esp1"]),
        (["--board", "esp2,esp3", "--tag", "s3"], ["esp2"]),
    ])
    func `names and tags select boards`(arguments: [String], names: [String]) throws {
        #expect(try chosen(arguments) == names)
    }

    @Test(arguments: [["--board", "esp9"], ["--tag", "c3"], ["--jobs", "0"]])
    func `an empty selection is a usage error`(arguments: [String]) {
        #expect(throws: (any Error).self) { try chosen(arguments) }
    }
}
