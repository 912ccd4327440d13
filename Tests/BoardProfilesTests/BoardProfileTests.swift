import BoardProfiles
import Testing
import TransportCore

@Suite struct BoardProfileTests {
    @Test func keepsItsName() {
        #expect(BoardProfile(name: "a", title: "A", reset: .classic).name == "a")
    }
}
