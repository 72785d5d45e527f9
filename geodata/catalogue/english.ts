/** English names of the catalogue's classes. */
export const CLASS_ENGLISH: Record<string, string> = {
  市政公用设施: 'Public utilities', 交通设施: 'Traffic facilities', 市容环卫设施: 'Sanitation facilities',
  园林绿化设施: 'Greening facilities', 市容环境: 'City appearance', 宣传广告: 'Advertising', 施工管理: 'Construction',
  街面秩序: 'Street order', 其他: 'Other',
}

const MANHOLES: Record<string, string> = {
  供水: 'Water supply', 污水: 'Sewage', 雨水: 'Storm drain', 电力: 'Power', 路灯: 'Street light', 通信: 'Telecom', 电视: 'Television',
  网络: 'Network', 热力: 'Heating', 燃气: 'Gas', 公安: 'Police', 园林: 'Greening', 信号灯电源: 'Signal power', 电缆: 'Cable',
  化粪池: 'Septic tank', 中水: 'Reclaimed water', 公交: 'Transit', '输油（气）': 'Oil and gas', 特殊: 'Special', 不明: 'Unknown',
}

const ITEMS: Record<string, string> = {
  雨水箅子: 'Drain grate', 消防设施: 'Fire hydrant', 水井: 'Well', 供水器: 'Water dispenser', 沟槽盖板: 'Trench cover',
  通信交接箱: 'Telecom cabinet', 电力设施: 'Power facility', 电力设施标识牌: 'Power facility sign', 电力立杆: 'Power pole',
  通信立杆: 'Telecom pole', 公交立杆: 'Transit pole', 特殊立杆: 'Special pole', 不明立杆: 'Unknown pole', 旗杆: 'Flagpole',
  '输油（气）标志': 'Pipeline marker', 路灯: 'Street light', 地灯: 'Ground light', 景观灯: 'Landscape light', 报刊亭: 'News kiosk',
  电话亭: 'Telephone box', 邮筒: 'Letter box', 信息亭: 'Information kiosk', 售货亭: 'Sales kiosk', 自动售货机: 'Vending machine',
  户外健身设施: 'Outdoor gym', 高压线铁塔: 'High-voltage tower', '变压器（箱）': 'Transformer', '燃气调压站（箱）': 'Gas regulator',
  监控电子眼设施: 'Surveillance camera', 治安岗亭: 'Police booth', 休息亭: 'Shelter', 自助缴费机: 'Payment machine',
  充电桩: 'Charging post', 防蚊闸: 'Mosquito trap', 跨河管道: 'Pipe over a river', 露天燃气管道: 'Exposed gas pipe',
  晒衣架: 'Clothes rack', 旧衣物回收箱: 'Clothes bank', 路灯配电箱: 'Street light cabinet', 露天供热管道: 'Exposed heating pipe',
  通信基站: 'Base station', 水塔: 'Water tower', '牌楼（门楼）': 'Gateway', 管理责任公示牌: 'Responsibility sign',
  紧急报警点SOS: 'SOS point', 防汛监测设施: 'Flood gauge', 水鹤: 'Water crane', 水域附属设施: 'Waterside facility',
  水域护栏: 'Waterside railing', 防汛墙: 'Flood wall', 排水泵站: 'Drainage pump', 雨污水排放口: 'Outfall',
  综合管廊附属设施: 'Utility tunnel facility', 快递柜: 'Parcel locker', 公用电梯: 'Public lift', 综合杆: 'Combined pole',
  停车场: 'Car park', 立体车库: 'Stacked garage', 停车计费设备: 'Parking meter', 公交站设施: 'Bus stop', 出租车停靠站: 'Taxi stand',
  过街天桥: 'Footbridge', 地下通道: 'Underpass', 立交桥: 'Flyover', 跨河桥: 'River bridge', 交通标志牌及标线: 'Road sign and marking',
  限高架标志: 'Height limit', 路名牌: 'Street name sign', 地名牌: 'Place name sign', 交通信号灯: 'Traffic light',
  交通信号设施: 'Traffic signal facility', 交通岗亭: 'Traffic booth', 交通护栏: 'Guard rail', 防撞桶: 'Crash barrel',
  安全岛: 'Refuge island', 人行横道桩: 'Crossing bollard', 便道桩: 'Pavement bollard', 柔性隔离体: 'Flexible post',
  道路信息显示屏: 'Road information screen', 道路隔音屏: 'Noise barrier', 非机动车停放点: 'Cycle parking', 自行车租赁点: 'Cycle hire',
  存车支架: 'Cycle rack', 铁道口设施: 'Level crossing', 栈桥: 'Pier', 水域标示牌: 'Water sign', 港监设施: 'Harbour facility',
  轨道交通设施: 'Rail transit facility', 交通反视镜: 'Traffic mirror', 无障碍设施: 'Barrier-free facility', 应急避难指示牌: 'Shelter sign',
  救助站指示牌: 'Aid station sign', 文物建筑标志牌: 'Monument sign', '门（楼号）牌': 'House number', 公安指示牌: 'Police sign',
  景区标识牌: 'Sight sign', 停车信息显示屏: 'Parking screen', 铁路桥涵: 'Railway bridge', 减速带: 'Speed bump', 公路隧道: 'Road tunnel',
  公共厕所: 'Public toilet', 公厕指示牌: 'Toilet sign', 化粪池: 'Septic tank', '垃圾间（楼）': 'Refuse room', 垃圾箱: 'Litter bin',
  户外广告: 'Billboard', 牌匾标识: 'Shop sign', 宣传栏: 'Notice board', 气象监测站: 'Weather station', 环保监测站: 'Environment station',
  污水口监测站: 'Outfall station', 污水监测器: 'Sewage monitor', 噪声显示屏: 'Noise display', '环卫工具间（箱）': 'Cleaning store',
  宠物拾便纸箱: 'Dog bag box', 烟头收集器或灭烟处: 'Cigarette bin', 古树名木: 'Ancient tree', 行道树: 'Street tree', 独立树: 'Single tree',
  护树设施: 'Tree guard', 花架花钵: 'Planter', 雕塑: 'Sculpture', 街头座椅: 'Bench', 绿地护栏: 'Lawn railing', 绿地附属设施: 'Lawn facility',
  喷泉: 'Fountain', 树池树穴: 'Tree pit', 高架挂箱: 'Viaduct planter', 绿地: 'Lawn', 林地及林地管护设施: 'Woodland facility',
  公房地下室: 'Public basement', '车辆加油（气、电）站': 'Filling station', 文物古迹: 'Monument',
  私搭乱建: 'Illegal building', 店面无证装修: 'Refit without a permit', 违章接坡: 'Illegal ramp', 建筑物外立面污损: 'Dirty facade',
  '临街阳台、屋顶脏乱差': 'Untidy balcony or roof', 擅自在临街的建筑物上挂彩旗: 'Flags on a facade', 沿街晾挂: 'Laundry in the street',
  '擅自架设管线、杆线设施': 'Unauthorised lines', 空调室外机低挂: 'Low air conditioner', 暴露垃圾: 'Exposed rubbish',
  积存垃圾渣土: 'Heaped rubble', 道路不洁: 'Dirty road', 道路破损: 'Broken road', '道路遗撒（洒）': 'Spill on the road',
  '沙（河）滩不洁': 'Dirty beach', 交通标线不清晰: 'Faded road marking', 绿地脏乱: 'Untidy lawn', 绿化弃料: 'Garden waste',
  非装饰性吊挂: 'Things hung up', '焚烧垃圾、树叶': 'Burning waste', 病虫害: 'Tree pests', 非法伐树: 'Illegal felling', 堤岸破损: 'Broken bank',
  水域秩序乱象: 'Disorder on the water', 水域不洁: 'Dirty water', 河道污染: 'River pollution', 油烟污染: 'Kitchen fumes', 噪声扰民: 'Noise',
  露天烧烤: 'Street barbecue', '乱倒乱排污水、废水': 'Sewage dumping', 非正规垃圾填埋场: 'Illegal landfill', 乱丢弃医疗废物: 'Medical waste',
  废弃车辆: 'Abandoned vehicle', 废弃家具设备: 'Abandoned furniture', 乱堆杂物: 'Piled things', 动物尸体: 'Dead animal',
  擅自饲养家禽家畜: 'Livestock', 违章开设道口: 'Illegal access', '私设地锁、阻车桩': 'Private parking lock', 垃圾未分类: 'Unsorted rubbish',
  '垃圾站（箱）满溢': 'Overflowing bin', '遮阳篷（棚、伞）破损': 'Broken awning', 节庆装饰物破损: 'Broken decoration',
  非法占绿毁绿: 'Lawn destroyed', 占用河道: 'River occupied', 公园秩序: 'Park order', '边坡（挡土墙）破损': 'Broken slope', 台阶破损: 'Broken steps',
  路缘石缺损: 'Broken kerb', 盲道缺损: 'Broken tactile paving', 无障碍坡道破损: 'Broken ramp', 非法小广告: 'Illegal stickers',
  街头散发广告: 'Leaflets', 违规户外广告: 'Illegal billboard', 广告语言文字不规范: 'Improper wording', 违规牌匾标识: 'Illegal shop sign',
  违规标语宣传品: 'Illegal banner', 公益性宣传品缺损: 'Damaged public notice', 施工扰民: 'Building noise', 施工占道: 'Works on the road',
  无证掘路: 'Digging without a permit', 工地扬尘: 'Site dust', 施工废弃料: 'Building waste', 施工物料乱堆放: 'Piled materials',
  施工工地围挡问题: 'Site hoarding', 施工工地道路未硬化: 'Unpaved site road', 施工工地出入口道路破损: 'Broken site entrance',
  施工完成后未场光地净: 'Site not cleared', 渣土运输车辆未安装密闭装置: 'Open rubble lorry', 施工工地车轮夹带: 'Mud from wheels',
  违规高空悬吊作业: 'Unsafe rope work', 预埋件设施裸露: 'Exposed fitting', 施工公示牌污损: 'Dirty site notice', 无证建设: 'Building without a permit',
  无照经营游商: 'Unlicensed hawker', '早（夜）市管理问题': 'Street market', 流浪乞讨: 'Begging', 废品收购乱象: 'Scrap trade', 店外经营: 'Trading outside a shop',
  占道经营: 'Trading on the pavement', 非法出版物销售: 'Illegal publications', 机动车乱停放: 'Badly parked car', 非机动车乱停放: 'Badly parked cycle',
  共享单车乱象: 'Shared bicycles', 占用消防通道: 'Fire lane blocked', 临街屠宰: 'Slaughter in the street', 畜力车进城: 'Cart in the city',
  无证餐饮: 'Unlicensed food', 违规设置停车场: 'Illegal car park', 违规占用桥下空间: 'Space under a bridge', '履带车（铁轮车）违规上路行驶': 'Tracked vehicle',
  占用无障碍通道: 'Accessible way blocked', 农贸市场秩序问题: 'Market order', 占道洗车: 'Car wash on the road', 占道促销宣传: 'Promotion on the pavement',
  '道路积雪、结冰': 'Snow and ice', 架空线缆脱落: 'Fallen overhead line',
}

/** The English name of an item; a fault (异常) is that of its component. Throws for a name that the table lacks. */
export function translateItem(name: string): string {
  if (ITEMS[name] !== undefined) return ITEMS[name]
  if (name.endsWith('井盖') && MANHOLES[name.slice(0, -2)] !== undefined) return `${MANHOLES[name.slice(0, -2)]} manhole`
  const fault = /^(.*)异常(SOS)?$/.exec(name)
  if (fault !== null) return `${translateItem(fault[1] + (fault[2] ?? ''))} fault`
  throw new Error(`The catalogue has no English name for ${name}.`)
}
