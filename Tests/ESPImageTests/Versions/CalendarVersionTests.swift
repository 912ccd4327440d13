import ESPImage
import Foundation
import Testing

/// Versions by date, and the order that the documentation states.
@Suite struct CalendarVersionTests {
    @Test(arguments: [
        ("2023.12.9", "2024.1.0"), ("2023.12.9", "2024.1.1"), ("2023.12.31", "2024.0.0.1"), ("2024.1.0", "2024.1.1"),
        ("2024.1.0", "2024.2.0"), ("2024.1.9", "2024.1.10"), ("2024.9.0", "2024.10.0"), ("2024.1", "2024.1.5"),
        ("2024.1.0", "2024.1.5"), ("2023.12", "2024.1.0"), ("2023.12.9", "2024.1"), ("v2023.12.9", "v2024.1.0"),
        ("v2023.12.9", "2024.1.0"), ("2023-12-09", "2024.1.0"), ("20231209", "2024.1.0"), ("2023_12_09", "2024.1.0"),
        ("2024.1.0", "2024-01-05"), ("2024.1.0", "20240105"), ("2024.0.7", "2024.1.2"), ("2023.52.1", "2024.1.1"),
        ("2023.12.9", "2024.53.0"), ("2024.12.9", "2024.13.0"), ("2023.12.9-rc1", "2024.1.0-rc1"),
        ("2024.1.0-rc1", "2024.1.0"), ("2024.1.0-beta2", "2024.1.0-rc1"), ("2024.1.5-rc1", "2024.1.5"),
        ("2024.1.0-3-gabc1234", "2024.1.0-4-gdef5678"), ("2023.12.9-14-gabc1234", "2024.1.0"), ("24.1.0", "24.2.0"),
        ("24.04", "24.10.1"), ("23.12.9", "24.1.0"), ("1.9.9", "2023.12.9"), ("1.9.9", "2024.1.0"),
        ("2023.12.9", "2100.1.0"), ("release-2023.12.9", "release-2024.1.0"), ("2023.12.9.1", "2024.1.0"),
        ("2024.1.5", "2024.1.5.1"), ("2024.1.5.1", "2024.1.5.2"), ("2023.1.0", "2024.1.0"), ("2019.6.1", "2020.2.30"),
        ("2024.02.29", "2024.02.30"), ("2024.2.30", "2024.2.31.1"), ("1970.1.1", "1970.1.32"),
        ("2023.12.9+b7", "2024.1.0+b1"),
    ])
    func theFirstIsOlder(older: String, newer: String) {
        #expect(FirmwareVersion(older).order(to: FirmwareVersion(newer)) == .older)
        #expect(FirmwareVersion(newer).order(to: FirmwareVersion(older)) == .newer)
    }

    @Test(arguments: [
        ("2024-05-20", "1.2.3"), ("20240520", "1.2.3"), ("20240520", "20241399"), ("2024-05-20", "5"),
        ("app-2023.12.9", "2024.1.0"), ("2024.1.0-3-gabc1234", "2024.1.0-3-gdef5678"),
    ])
    func theyHaveNoOrder(one: String, other: String) {
        #expect(FirmwareVersion(one).order(to: FirmwareVersion(other)) == nil)
        #expect(FirmwareVersion(other).order(to: FirmwareVersion(one)) == nil)
    }

    @Test func theDocumentedOrderIsRight() throws {
        let file = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
            .appending(path: "Documentation/Versions.md")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap {
            line -> [String]? in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            return line.hasPrefix("| `") && cells.count == 3 ? cells : nil
        }
        #expect(rows.count >= 20)
        for row in rows {
            let order = FirmwareVersion(row[0]).order(to: FirmwareVersion(row[1]))
            let expected: FirmwareVersion.Order? = row[2] == "none" ? nil : row[2] == "the same" ? .same : .older
            #expect(order == expected, "\(row)")
        }
    }
}
