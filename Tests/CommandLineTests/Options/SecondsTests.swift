import Testing

@testable import Reports
@testable import otaflash

struct SecondsTests {
    @Test(arguments: [("1", 1000), ("0.25", 250), ("90", 90_000), ("86400", 86_400_000)] as [(String, Int64)])
    func numbersAreSeconds(text: String, milliseconds: Int64) {
        #expect(Seconds(argument: text)?.duration == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "0", "-1", "86401", "nan", "inf", "5s", "0.0001"])
    func `other texts are refused`(text: String) {
        #expect(Seconds(argument: text) == nil)
    }

    @Test func `the default is shown as a user would type it`() {
        #expect(Seconds(15).defaultValueDescription == "15")
        #expect(Seconds(1.5).defaultValueDescription == "1.5")
    }
}
