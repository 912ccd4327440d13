import BoardProfiles
import Testing

@testable import Reports
@testable import otaflash

struct BoardsDocumentTests {
    private func json(_ board: String?) throws -> JSONValue {
        try BoardsReport(board: board) { () throws(BoardProfileError) in try ProfileCatalog() }.json.reread
    }

    @Test func allBoardsAreListed() throws {
        let json = try json(nil)
        #expect(try JSONSchema("boards.schema.json").faults(of: json) == [])
        #expect(json["result"] == "ok")
        #expect(try json["boards"].elements.count == ProfileCatalog().profiles.count)
    }

    @Test func `one board lists its facts`() throws {
        let json = try json("esp-wrover-kit")
        #expect(try JSONSchema("boards.schema.json").faults(of: json) == [])
        let board = try #require(json["boards"].elements.first)
        #expect(json["boards"].elements.count == 1)
        #expect(board["name"] == "esp-wrover-kit")
        #expect(board["chip"] == "esp32")
        #expect(board["flash_mb"] == [4])
        #expect(board["max_baud"] == 2_000_000)
        #expect(
            board["usb"] == [
                [
                    "vid": "0403", "pid": "6010", "interface": 1, "part": "FT2232H", "console": "uart0",
                    "reset": "classic", "unique_serial": false,
                ]
            ]
        )
    }

    @Test func `an unknown board is an error with every path`() throws {
        let json = try json("lolin-d23")
        #expect(try JSONSchema("boards.schema.json").faults(of: json) == [])
        #expect(json["result"] == "failed")
        #expect(json["exit_code"] == 2)
        #expect(json["error"]["code"] == "unknown-board")
        #expect(json["error"].members["line"] == .some(.null))
        #expect(json["boards"] == [])
    }

    @Test func everyCodeIsInTheSchema() throws {
        for code in BoardProfileError.Code.allCases {
            let report = BoardsReport(board: nil) { () throws(BoardProfileError) in
                throw BoardProfileError(code, file: "a", line: 1, key: "b", "c.", nextStep: "d.")
            }
            #expect(try JSONSchema("boards.schema.json").faults(of: report.json.reread) == [])
        }
    }
}
