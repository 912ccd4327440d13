extension ChipModel {
    /// All chips that NodeMCU runs on.
    public static let all: [ChipModel] = [esp32, esp32s2, esp32s3, esp32c2, esp32c3, esp32c6, esp32h2]
}
